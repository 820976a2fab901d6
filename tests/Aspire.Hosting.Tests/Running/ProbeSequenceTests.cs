using Aspire.Hosting.Running.Probing;

namespace Aspire.Hosting.Tests.Running;

public class ProbeSequenceTests
{
    [Fact]
    public void Changes_only_after_enough_answers_in_a_row()
    {
        var sequence = new ProbeSequence(new() { SuccessThreshold = 2, FailureThreshold = 3 });

        sequence.Add(true).ShouldBeFalse();
        sequence.State.ShouldBeNull();
        sequence.Add(true).ShouldBeTrue();
        sequence.State.ShouldBe(true);

        sequence.Add(false).ShouldBeFalse();
        sequence.Add(false).ShouldBeFalse();
        sequence.Add(true).ShouldBeFalse("a success in between starts the count anew");
        sequence.Add(false).ShouldBeFalse();
        sequence.Add(false).ShouldBeFalse();
        sequence.Add(false).ShouldBeTrue();
        sequence.State.ShouldBe(false);
    }
}
