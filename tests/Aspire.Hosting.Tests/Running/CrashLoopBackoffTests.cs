using Aspire.Hosting.Running.Reconciliation;

namespace Aspire.Hosting.Tests.Running;

public class CrashLoopBackoffTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 4)]
    [InlineData(6, 16)]
    [InlineData(7, 30)]
    [InlineData(int.MaxValue, 30)]
    public void Waits_longer_each_time_up_to_the_limit(int crashes, int seconds) =>
        new CrashLoopBackoff().Delay(crashes).ShouldBe(TimeSpan.FromSeconds(seconds));
}
