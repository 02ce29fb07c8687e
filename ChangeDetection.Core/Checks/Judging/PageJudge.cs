using System.Text.RegularExpressions;
using ChangeDetection.Core.Extraction;
using ChangeDetection.Core.Filtering;
using ChangeDetection.Core.Filtering.Conditions;
using ChangeDetection.Core.Restock;

namespace ChangeDetection.Core.Checks.Judging;

/// <summary>From bytes to "what is it": decode, select, read as text, apply the rules, compare with what was accepted before.</summary>
public static class PageJudge
{
    private const int MaxTitleLength = 2000;

    /// <summary>Judges a fetched page. It never throws for what a page or a rule does: that is a failed outcome.</summary>
    public static PageVerdict Judge(CheckInput input)
    {
        if (input.Content.Bytes.IsEmpty && !input.Global.EmptyPagesAreAChange)
            return Failed(CheckFailure.EmptyReply, FailureTexts.EmptyReply(input.Content.StatusCode));
        if (!IsGoodStatus(input) && input.Settings.IgnoreStatusCodes != true)
            return Failed(CheckFailure.HttpStatus, FailureTexts.HttpStatus(input.Content.StatusCode));
        var (raw, rules) = (RulesPrint.OfPage(input), RulesPrint.OfRules(input));
        return Compare(input, raw, rules) with { RawChecksum = raw, RulesFingerprint = rules };
    }

    /// <summary>Whether the site may be asked if the page is modified at all: when it is not, the last check's verdict still stands. The input's content is not looked at.</summary>
    public static bool MayAskIfModified(CheckInput input) => StandsWithoutChange(input.Baseline, RulesPrint.OfRules(input));

    /// <summary>The verdict on a page that the site says is not modified, after <see cref="MayAskIfModified"/>. The input's content is not looked at.</summary>
    public static PageVerdict NotModified(CheckInput input) =>
        Skipped(input.Baseline) with { RawChecksum = input.Baseline.RawChecksum, RulesFingerprint = input.Baseline.RulesFingerprint };

    // Only after a success: a failed page that stays the same must fail again, or its warning would vanish.
    private static bool StandsWithoutChange(CheckBaseline before, string rules) =>
        before is { WasSuccess: true, PreviousChecksum: not null, RawChecksum: not null } && before.RulesFingerprint == rules;

    private static PageVerdict Skipped(CheckBaseline before) =>
        new(new CheckOutcome.Unchanged(before.PreviousChecksum!), null) { IsSkipped = true, Offer = before.Offer };

    private static bool IsGoodStatus(CheckInput input) =>
        input.Global.OnlyStatus200 ? input.Content.StatusCode == 200 : input.Content.StatusCode is >= 200 and < 300;

    private static PageVerdict Compare(CheckInput input, string raw, string rules)
    {
        if (StandsWithoutChange(input.Baseline, rules) && input.Baseline.RawChecksum == raw)
            return Skipped(input.Baseline);
        var deadline = new CheckDeadline(input.Clock, input.Limit);
        try
        {
            using var reader = new PageReader(input, deadline);
            return input.Settings.Processor == "restock_diff" ? RestockJudge.Judge(input, reader) : CompareText(input, reader.Read(), deadline);
        }
        catch (FilterException reason)
        {
            return Failed(reason.Failure, reason.Message);
        }
        catch (RegexMatchTimeoutException)
        {
            return Failed(CheckFailure.RuleTimedOut, FailureTexts.RuleTimedOut(input.Limit));
        }
    }

    private static PageVerdict CompareText(CheckInput input, ExtractedPage page, CheckDeadline deadline)
    {
        var title = page.Title is { } whole ? whole[..Math.Min(whole.Length, MaxTitleLength)] : null;
        if (input.Settings.IgnoreStatusCodes != true && BlockPages.KindOf(title, input.Content.Bytes.Span) is { } kind)
            return Failed(CheckFailure.BlockPage, FailureTexts.BlockPage(kind), title);
        if (!page.IsFound)
            return Failed(CheckFailure.FilterNotFound, FailureTexts.FilterNotFound, title);
        if (string.IsNullOrWhiteSpace(page.Text) && page.Kind != PageKind.Json && !input.Global.EmptyPagesAreAChange)
            return Failed(CheckFailure.NoText, FailureTexts.NoText(input.Content.StatusCode, page.HasFilters, page.HasImage), title);
        var text = FilterPipeline.Run(PageText.Of(PageDecoding.WithoutLoneSurrogates(page.Text)), FilterRules.From(input, deadline));
        return Decide(input, text, deadline) with { Title = title };
    }

    private static PageVerdict Decide(CheckInput input, PageText text, CheckDeadline deadline)
    {
        var settings = input.Settings;
        var subject = text;
        var isPartial = CountedChanges.Apply(settings) && input.History is not null;
        if (isPartial && (input.History!.LastSeenText() ?? input.History.NewestText()) is { } seen)
            subject = Counted(input, CountedChanges.Between(seen, text.Text, settings), deadline);
        else
            isPartial = false;
        var verdict = new PageVerdict(Outcome(input, text, isPartial ? subject : null, deadline), null);
        return CountedChanges.Apply(settings) ? verdict with { SeenText = verdict.Outcome is CheckOutcome.Blocked ? null : text.Text } : verdict;
    }

    // The lines that count have been through the other rules already; ignored ones were only left out of the comparison.
    private static PageText Counted(CheckInput input, string lines, CheckDeadline deadline)
    {
        var rules = new FilterRules { Deadline = deadline, Ignored = FilterRules.From(input, deadline).Ignored };
        return FilterPipeline.Run(PageText.Of(lines), rules);
    }

    private static CheckOutcome Outcome(CheckInput input, PageText text, PageText? counted, CheckDeadline deadline)
    {
        var checksum = TextChecksum.Of(text.Compared, input.Global.IgnoreWhitespace);
        if (counted is not null && string.IsNullOrWhiteSpace(counted.Compared))
            return new CheckOutcome.Unchanged(checksum);
        if (Blocked(input, counted ?? text, deadline) is { } blocked)
            return blocked with { Text = text.Text };
        if (checksum == input.Baseline.PreviousChecksum)
            return new CheckOutcome.Unchanged(checksum);
        if (input.Settings.CheckUniqueLines && input.Baseline.PreviousChecksum is not null && input.History is { } history
            && !UniqueLines.HasNew(text.Compared, history.Texts(), input.Global.IgnoreWhitespace))
            return new CheckOutcome.Unchanged(checksum);
        return new CheckOutcome.Changed(text.Text, checksum);
    }

    private static CheckOutcome.Blocked? Blocked(CheckInput input, PageText text, CheckDeadline deadline)
    {
        var settings = input.Settings;
        var triggers = TextPattern.ParseAll(settings.TriggerText);
        if (triggers.Count > 0 && TextLines.Marked(text.Compared, triggers, deadline) is null)
            return new CheckOutcome.Blocked(BlockingRule.TriggerText, "None of the trigger texts is in the page.");
        var unwanted = TextPattern.ParseAll(settings.TextShouldNotBePresent);
        if (unwanted.FirstOrDefault(pattern => TextLines.Marked(text.Text, [pattern], deadline) is not null) is { } found)
            return new CheckOutcome.Blocked(BlockingRule.TextShouldNotBePresent, $"'{found}' is in the page.");
        var fields = new ConditionFields(text.Compared, () => input.History?.NewestText(), deadline);
        return ConditionJudge.Objection(settings.Conditions, settings.ConditionsMatchLogic, fields) is { } objection
            ? new CheckOutcome.Blocked(BlockingRule.Conditions, objection)
            : null;
    }

    private static PageVerdict Failed(CheckFailure failure, string detail, string? title = null) =>
        new(new CheckOutcome.Failed(failure, detail), title);
}
