using ChangeDetection.Api.Live;
using ChangeDetection.Api.Security.Access;
using ChangeDetection.Api.Security.SignIn;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Api.Pages.Layout;

/// <summary>What the frame of every page needs to know.</summary>
public abstract class FrameComponent : ComponentBase
{
    /// <summary>The page's name.</summary>
    [Parameter]
    [EditorRequired]
    public required string Title { get; set; }

    /// <summary>The ES module that brings the page to life.</summary>
    [Parameter]
    [EditorRequired]
    public required string Script { get; set; }

    /// <summary>The entry of the navigation to mark.</summary>
    [Parameter]
    public PageSection Section { get; set; } = PageSection.Watches;

    /// <summary>Whether the page holds a live connection.</summary>
    [Parameter]
    public bool IsLive { get; set; }

    /// <summary>Whether the page's script opens live connections of its own.</summary>
    [Parameter]
    public bool UsesHub { get; set; }

    /// <summary>The address of the feed of what the page shows; null when there is none.</summary>
    [Parameter]
    public string? Feed { get; set; }

    /// <summary>Whether the page leads nowhere: for people who have not been let in.</summary>
    [Parameter]
    public bool IsBare { get; set; }

    /// <summary>The page itself.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [Inject]
    private IHttpContextAccessor Request { get; set; } = null!;

    [Inject]
    private LiveTransports Transports { get; set; } = null!;

    [Inject]
    private SystemNotices System { get; set; } = null!;

    [Inject]
    private IAntiforgery Antiforgery { get; set; } = null!;

    [Inject]
    private IOptions<SignInOptions> SignIn { get; set; } = null!;

    /// <summary>What the page's scripts send with what they change.</summary>
    protected string? FormToken { get; private set; }

    /// <summary>The role of who looks; null when nobody was let in.</summary>
    protected string? Role => Visitor is { } visitor ? Roles.NameOf(visitor.Role) : null;

    /// <summary>Who looks, by name; null where there is nobody to sign in.</summary>
    protected string? AccountName => Visitor is { Means: not Means.Open } visitor ? visitor.Name : null;

    /// <summary>Whether there is a session to end.</summary>
    protected bool IsSignedIn => Visitor is { Means: Means.Session };

    /// <summary>Whether nobody needs to sign in.</summary>
    protected bool IsOpen => Visitor is { Means: Means.Open };

    /// <summary>Whether that is so for other machines too.</summary>
    protected bool IsOpenToAll => SignIn.Value.AllowOpenAccess;

    private Visitor? Visitor => Security.Access.Visitor.Of(Request.HttpContext!.User);

    /// <summary>The root of all links, so that the product can live below a path.</summary>
    protected string BaseHref => $"{Request.HttpContext!.Request.PathBase}/";

    /// <summary>This page's own address relative to <see cref="BaseHref"/>, for links within it.</summary>
    protected string HereHref => Request.HttpContext!.Request.Path.ToUriComponent().TrimStart('/');

    /// <summary>The ways that a live connection of the page may take.</summary>
    protected string TransportNames => Transports.Names;

    /// <summary>What people should know about the system itself.</summary>
    protected IReadOnlyList<string> Notices => System.Current;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        var context = Request.HttpContext!;
        // A page that is told as an error may have begun already; it has nothing to send.
        FormToken = context.Response.HasStarted ? null : Antiforgery.GetAndStoreTokens(context).RequestToken;
    }

    /// <summary>The mark of the current entry of the navigation.</summary>
    protected string? CurrentIf(PageSection section) => Section == section ? "page" : null;
}
