namespace ChangeDetection.Core.Extraction.Json;

/// <summary>Runs jq programs, apart from this process and under limits.</summary>
public interface IJq
{
    /// <summary>Runs a program over one JSON document.</summary>
    /// <param name="program">The jq program.</param>
    /// <param name="json">The document.</param>
    /// <param name="isRaw">Whether strings come out without quotes.</param>
    /// <returns>The results, one a line: JSON without line ends, or raw text.</returns>
    /// <exception cref="FilterException">The program is wrong, takes too long, or jq is not there.</exception>
    string Run(string program, string json, bool isRaw);
}
