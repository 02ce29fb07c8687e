using Xunit;

namespace ChangeDetection.Tests.Core.Attacks;

public sealed class AttackCaseTests
{
    [Fact]
    public void Every_case_is_run_here_or_has_a_reason_why_not_and_never_both()
    {
        string[] filters = [.. FilterAttackTests.Jq.Concat(FilterAttackTests.XPath).Concat(FilterAttackTests.Others).Select(row => row.Data.Item1).Distinct()];
        string[] pages = [.. PageAttacks.All.Select(attack => attack.Id).Concat(PageAttackTests.Alone).Distinct()];

        Assert.Equal(AttackCases.Ids.Order(), filters.Concat(pages).Concat(AttacksElsewhere.Reasons.Keys).Order());
    }
}
