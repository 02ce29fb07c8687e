using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Checks.Judging;

namespace ChangeDetection.Tests.Core.Attacks;

/// <summary>A page that is made to hurt, and how judging it has to end.</summary>
/// <param name="Id">The case's id.</param>
/// <param name="Shape">What is special in this page.</param>
/// <param name="Make">Makes the page and the rules.</param>
internal sealed record PageAttack(string Id, string Shape, Func<CheckInput> Make)
{
    /// <summary>The text that must come out; null when it does not matter.</summary>
    public string? Text { get; init; }

    /// <summary>What judging must fail with, if it fails.</summary>
    public IReadOnlyList<CheckFailure> Failures { get; init; } = [];

    /// <summary>Whether judging must fail.</summary>
    public bool MustFail { get; init; }

    /// <summary>How much may be allocated, in MB.</summary>
    public int Megabytes { get; init; } = 2000;

    /// <inheritdoc/>
    public override string ToString() => $"{Id} {Shape}";
}
