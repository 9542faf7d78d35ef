namespace Ojo.Runtime.Tests.Stress;

/// <summary>The audit finds what it is there to find.</summary>
public sealed class EventAuditTests
{
    [Fact]
    public void A_whole_sequence_is_clean()
    {
        EventAudit audit = new(2);
        Add(audit, 0, 0, 1, 2);
        Add(audit, 1, 0, 1);
        Assert.Equal("5 good, 0 torn, 0 stale or duplicate, 0 missing", audit.ToString());
        Assert.True(audit.IsClean);
    }

    [Fact]
    public void Each_word_of_another_event_makes_it_torn()
    {
        (ulong a0, ulong a1, ulong a2) = (SelfCheckingEvent.Word0(0, 7), SelfCheckingEvent.Word1(0, 7), SelfCheckingEvent.Word2(0, 7));
        EventAudit audit = new(2);
        audit.Add(SelfCheckingEvent.Word0(0, 8), a1, a2);
        audit.Add(a0, SelfCheckingEvent.Word1(0, 8), a2);
        audit.Add(a0, a1, SelfCheckingEvent.Word2(1, 7));
        audit.Add(0, 0, 0);
        Assert.Equal((4, false), ((int)audit.Torn, audit.IsClean));
    }

    [Fact]
    public void An_event_that_comes_again_or_too_late_is_noticed()
    {
        EventAudit audit = new(1);
        Add(audit, 0, 0, 1, 1, 0, 2);
        Assert.Equal("3 good, 0 torn, 2 stale or duplicate, 0 missing", audit.ToString());
        Assert.False(audit.IsClean);
    }

    [Fact]
    public void Numbers_that_were_passed_over_are_missing_also_at_the_end()
    {
        EventAudit audit = new(1);
        Add(audit, 0, 2, 3, 10);
        audit.End([20]);
        Assert.Equal(2 + 6 + 9, audit.Missing);
    }

    private static void Add(EventAudit audit, uint writer, params ulong[] numbers)
    {
        foreach (ulong number in numbers)
        {
            audit.Add(SelfCheckingEvent.Word0(writer, number), SelfCheckingEvent.Word1(writer, number), SelfCheckingEvent.Word2(writer, number));
        }
    }
}
