using ChangeDetection.Api.Errors;
using ChangeDetection.Api.V1.Access;
using Microsoft.AspNetCore.Diagnostics;

namespace ChangeDetection.Api.V1.Answers;

/// <summary>Tells v1 clients that we broke, in their shape and without details; leaves all other routes to the next handler.</summary>
internal sealed class V1ExceptionHandler(ILogger<V1ExceptionHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var endpoint = httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint;
        if (endpoint?.Metadata.GetMetadata<OpensWithApiKey>() is null)
            return false;
        logger.RequestBroke(endpoint.DisplayName, exception);
        var (status, message) = StoreAnswers.Begin(httpContext.Response, exception) ?? (StatusCodes.Status500InternalServerError, V1Messages.Broken);
        await V1Answer.Problem(status, message).ExecuteAsync(httpContext);
        return true;
    }
}
