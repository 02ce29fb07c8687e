using ChangeDetection.Api.Pages.Failure;
using ChangeDetection.Api.V1;
using ChangeDetection.Infrastructure.Storage.History;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;

namespace ChangeDetection.Api.Errors;

/// <summary>Every error a person or program meets: a page for browsers, problem+json for programs, never a stack trace.</summary>
internal static class ErrorAnswers
{
    public static WebApplicationBuilder AddErrorAnswers(this WebApplicationBuilder builder)
    {
        builder.Services.AddProblemDetails();
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        return builder;
    }

    public static IApplicationBuilder UseErrorAnswers(this IApplicationBuilder app) =>
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = AnswerExceptionAsync, SuppressDiagnosticsCallback = IsToldAlready })
            .UseWhen(IsNotV1, others => others.UseStatusCodePages(context => AnswerAsync(context.HttpContext, new ErrorAnswer(context.HttpContext.Response.StatusCode, null))));

    /// <summary>Answers with an error and the words for it.</summary>
    internal static Task WriteAsync(HttpContext context, int status, string detail)
    {
        context.Response.StatusCode = status;
        return AnswerAsync(context, new ErrorAnswer(status, detail));
    }

    private static Task AnswerExceptionAsync(HttpContext context)
    {
        var failure = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        var answer = failure switch
        {
            BadHttpRequestException wrong => new ErrorAnswer(wrong.StatusCode, RequestProblems.Describe(wrong)),
            DamagedContentException damaged => new ErrorAnswer(StatusCodes.Status500InternalServerError, damaged.Message),
            _ when StoreAnswers.Begin(context.Response, failure) is { } trouble => new ErrorAnswer(trouble.Status, trouble.Detail),
            _ => new ErrorAnswer(StatusCodes.Status500InternalServerError, null),
        };
        context.Response.StatusCode = answer.Status;
        return AnswerAsync(context, answer);
    }

    private static bool IsToldAlready(ExceptionHandlerSuppressDiagnosticsContext context) =>
        context.Exception is BadHttpRequestException || context.ExceptionHandledBy is ExceptionHandledType.ExceptionHandlerService;

    /// <summary>The v1 API has shapes of its own and says nothing where the reference says nothing.</summary>
    private static bool IsNotV1(HttpContext context) => !context.Request.Path.StartsWithSegments(V1Registration.BasePath);

    private static Task AnswerAsync(HttpContext context, ErrorAnswer answer) =>
        WantsPage(context.Request)
            ? new RazorComponentResult<FailurePage>(new { answer.Status, answer.Detail }) { StatusCode = answer.Status }.ExecuteAsync(context)
            : TypedResults.Problem(answer.Detail, statusCode: answer.Status, title: ReasonPhrases.GetReasonPhrase(answer.Status)).ExecuteAsync(context);

    /// <summary>Whether who asks is a browser that shows what comes.</summary>
    internal static bool WantsPage(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api") && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private sealed record ErrorAnswer(int Status, string? Detail);
}
