using Aspirate.Cluster.Rollouts.Canaries;

namespace Aspirate.Cluster.Tests.Rollouts;

/// <summary>When a new version does worse than the old one.</summary>
public sealed class CanaryJudgementTests
{
    private static readonly VersionAnswers Old = new(100, 0, TimeSpan.FromMilliseconds(40));

    [Fact]
    public void As_good_as_the_old_one_is_good() => Problem(Old).ShouldBeNull();

    [Theory]
    [InlineData(3, 2, false)] // once or twice is chance
    [InlineData(3, 3, true)]
    [InlineData(100, 5, false)]
    [InlineData(100, 6, true)]
    public void Failures_count_once_they_are_no_chance_any_more(int count, int failures, bool isProblem) =>
        (Problem(new(count, failures, null)) is not null).ShouldBe(isProblem);

    [Fact]
    public void What_the_old_version_fails_at_as_well_is_not_the_new_one_s_fault() =>
        CanaryJudgement.Problem(new(20, 10, null), new(20, 10, null), served: null, restarts: 0, TimeSpan.Zero, new()).ShouldBeNull();

    [Fact]
    public void Failures_are_told_with_those_of_the_old_version() =>
        Problem(new(10, 4, null)).ShouldBe("it answered 4 of 10 requests with 5xx or not at all; the old version 0 of 100");

    [Theory]
    [InlineData(20, 180, false)] // twice as long and 100 ms more
    [InlineData(20, 181, true)]
    [InlineData(19, 5000, false)] // too few to tell
    public void Slowness_counts_once_it_is_noticed(int count, int milliseconds, bool isProblem) =>
        (Problem(new(count, 0, TimeSpan.FromMilliseconds(milliseconds))) is not null).ShouldBe(isProblem);

    [Theory]
    [InlineData(2, 0, false)]
    [InlineData(3, 0, true)]
    [InlineData(3, 150, false)] // the old one fails as often
    public void What_fails_users_counts_whatever_they_have_asked(int newer, int older, bool isProblem)
    {
        var problem = CanaryJudgement.Problem(Old, Old, (new(10, newer, null), new(500, older, null)), restarts: 0, TimeSpan.Zero, new());

        problem.ShouldBe(isProblem ? $"{newer} of 10 requests of users ended with 5xx; with the old version {older} of 500" : null);
    }

    [Fact]
    public void A_restart_is_enough() =>
        CanaryJudgement.Problem(Old, Old, served: null, restarts: 1, TimeSpan.Zero, new()).ShouldBe("its containers were restarted 1 time");

    [Theory]
    [InlineData(14, false)]
    [InlineData(15, true)]
    public void Pods_may_be_unready_for_a_moment(int seconds, bool isProblem) =>
        (CanaryJudgement.Problem(Old, Old, served: null, restarts: 0, TimeSpan.FromSeconds(seconds), new()) is not null).ShouldBe(isProblem);

    [Fact]
    public void Half_of_the_answers_took_the_median_at_most()
    {
        var log = new AnswerLog();
        foreach (var milliseconds in new[] { 30, 10, 20 })
        {
            log.Add(TimeSpan.FromMilliseconds(milliseconds));
        }

        log.Add(null);

        log.Answers.ShouldBe(new VersionAnswers(4, 1, TimeSpan.FromMilliseconds(20)));
    }

    private static string? Problem(VersionAnswers answers) => CanaryJudgement.Problem(answers, Old, served: null, restarts: 0, TimeSpan.Zero, new());
}
