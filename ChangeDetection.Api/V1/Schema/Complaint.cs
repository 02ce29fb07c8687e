namespace ChangeDetection.Api.V1.Schema;

/// <summary>One thing wrong with a body.</summary>
/// <param name="Path">Where, dotted; empty for the body itself.</param>
/// <param name="Message">What, in the words v1 clients know.</param>
internal sealed record Complaint(string Path, string Message)
{
    public override string ToString() => $"{(Path.Length == 0 ? "body" : Path)}: {Message}";
}
