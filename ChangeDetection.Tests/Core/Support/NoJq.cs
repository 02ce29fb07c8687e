using ChangeDetection.Core.Extraction.Json;

namespace ChangeDetection.Tests.Core.Support;

/// <summary>Stands where no jq may run.</summary>
internal sealed class NoJq : IJq
{
    public string Run(string program, string json, bool isRaw) => throw new InvalidOperationException("jq was called, which this test did not foresee.");
}
