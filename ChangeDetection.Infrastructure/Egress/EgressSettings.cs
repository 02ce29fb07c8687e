using ChangeDetection.Core.Egress;
using ChangeDetection.Core.Watches;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace ChangeDetection.Infrastructure.Egress;

/// <summary>Reads what the operator opens. A value that means nothing ends the start: nobody is to believe that something is closed which is not, or the other way round.</summary>
internal static class EgressSettings
{
    private const string Restricted = "ALLOW_IANA_RESTRICTED_ADDRESSES";
    private const string LinkLocal = "ALLOW_LINK_LOCAL_ADDRESSES";
    private const string Allow = "EGRESS_ALLOW";
    private const string Files = "ALLOW_FILE_URI";
    private const string FileFolder = "FILE_URI_FOLDER";

    /// <summary>The rules by ALLOW_IANA_RESTRICTED_ADDRESSES, ALLOW_LINK_LOCAL_ADDRESSES and EGRESS_ALLOW.</summary>
    /// <exception cref="OptionsValidationException">A value means nothing.</exception>
    public static EgressRules Read(IConfiguration configuration) => new()
    {
        AllowsRestricted = OperatorSwitch.IsOn(configuration, Restricted, "to open private addresses"),
        AllowsLinkLocal = OperatorSwitch.IsOn(configuration, LinkLocal, "to open link-local addresses and the metadata of clouds"),
        Allowed = ReadAllowed(configuration[Allow]),
    };

    /// <summary>Which watched addresses are admitted, by ALLOW_FILE_URI and FILE_URI_FOLDER.</summary>
    /// <exception cref="OptionsValidationException">A value means nothing, or the folder is missing.</exception>
    public static WatchUrlRules ReadUrlRules(IConfiguration configuration)
    {
        if (!OperatorSwitch.IsOn(configuration, Files, $"to have files below {FileFolder} watched"))
            return WatchUrlRules.Standard;
        var folder = configuration[FileFolder]?.Trim() ?? "";
        if (!Path.IsPathFullyQualified(folder))
            throw Wrong(FileFolder, folder, $"must be the whole path of the folder whose files may be watched, such as /srv/pages, because {Files} is on");
        return new WatchUrlRules { FileFolder = Path.GetFullPath(folder) };
    }

    private static AllowedTargets ReadAllowed(string? text)
    {
        try
        {
            return AllowedTargets.Parse(text);
        }
        catch (FormatException wrong)
        {
            throw new OptionsValidationException(Allow, typeof(EgressRules), [$"{Allow}: {wrong.Message}"]);
        }
    }

    private static OptionsValidationException Wrong(string name, string value, string must) => new(name, typeof(EgressRules), [$"{name} is '{value}'; it {must}."]);
}
