using ChangeDetection.Benchmarks.Load.Origin;
using ChangeDetection.Benchmarks.Load.Proof;
using Xunit;

namespace ChangeDetection.Tests.Benchmarks;

/// <summary>The load harness reports a run only when every watch was really fetched and every change really stored.</summary>
public sealed class LoadProofTests
{
    private const int Watches = 3;

    private readonly OriginLog _origin = new(TimeProvider.System);

    [Fact]
    public void A_run_in_which_all_was_fetched_and_stored_is_reported()
    {
        Fetched([0, 1, 2]);

        Assert.Null(Record.Exception(() => RunProof.Require(Told(), Watches)));
    }

    [Fact]
    public void A_watch_that_was_not_fetched_refuses_the_run()
    {
        Fetched([0, 2]);

        Assert.Contains("Watch 1 was not fetched.", Refusal(Told()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_check_that_is_not_stored_refuses_the_run()
    {
        Fetched([0, 1, 2]);

        Assert.Contains("Watch 2 was fetched, but its check is not stored.", Refusal(Told(watch => watch.Number == 2 ? watch with { IsChecked = false } : watch)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_that_is_not_stored_refuses_the_run()
    {
        Fetched([0, 1, 2]);

        Assert.Contains("Watch 0 changed, and no change is stored.", Refusal(Told(watch => watch.Number == 0 ? watch with { HasChanged = false } : watch)), StringComparison.Ordinal);
        Assert.Contains("Watch 0 has 1 of 2 versions", Refusal(Told(watch => watch.Number == 0 ? watch with { Stored = 1 } : watch)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_that_is_no_change_refuses_the_run() =>
        Assert.Contains("Watch 1 has 3 versions instead of 2", RefusalAfterFetch(watch => watch.Number == 1 ? watch with { Stored = 3 } : watch), StringComparison.Ordinal);

    [Fact]
    public void A_failed_check_refuses_the_run() =>
        Assert.Contains("failed: no answer", RefusalAfterFetch(watch => watch.Number == 1 ? watch with { Error = "no answer" } : watch), StringComparison.Ordinal);

    [Fact]
    public void A_watch_that_the_system_does_not_have_refuses_the_run()
    {
        Fetched([0, 1, 2]);

        Assert.Contains("The system has 2 of 3 watches.", Refusal([.. Told().Take(2)]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0,1,2", 0, 0)]
    [InlineData("0,2", 1, 0)]
    [InlineData("0,1,1,2", 0, 1)]
    [InlineData("0,2,1", 0, 0)]
    public void Stored_texts_tell_what_is_lost_and_what_is_doubled(string versions, int lost, int doubled)
    {
        var texts = StoredTexts.Of(7, versions.Split(',').Select(version => $"Some page.\n{OriginPages.Line(7, int.Parse(version))}\nIts end."));

        Assert.Equal((lost, doubled), (texts.Lost(last: 2), texts.Doubled));
        Assert.Equal(versions == "0,1,2", Record.Exception(() => texts.Require(last: 2)) is null);
    }

    [Fact]
    public void The_text_of_another_watch_is_no_version_of_this_one() =>
        Assert.Throws<RunRefusedException>(() => StoredTexts.Of(7, [OriginPages.Line(8, 0)]).Require(last: 0));

    private string RefusalAfterFetch(Func<ProvenWatch, ProvenWatch> lie)
    {
        Fetched([0, 1, 2]);
        return Refusal(Told(lie));
    }

    // Every page at its second version.
    private void Fetched(int[] watches)
    {
        _origin.Change(Watches);
        _origin.Begin();
        foreach (var watch in watches)
            _origin.Take(watch);
    }

    private List<ProvenWatch> Told(Func<ProvenWatch, ProvenWatch>? lie = null)
    {
        var (fetches, versions) = (_origin.FetchesOf(Watches), _origin.VersionsOf(Watches));
        return [.. Enumerable.Range(0, Watches)
            .Select(watch => new ProvenWatch(watch, fetches[watch], IsChecked: true, Error: null, MustChange: true, HasChanged: true, versions[watch] + 1, Stored: 2)).Select(lie ?? (watch => watch))];
    }

    private static string Refusal(IReadOnlyCollection<ProvenWatch> watches) => Assert.Throws<RunRefusedException>(() => RunProof.Require(watches, Watches)).Message;
}
