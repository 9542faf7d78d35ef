namespace Ojo.Runtime.Tests.Filtering;

public sealed class EventSwitchTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void The_same_category_and_level_have_the_same_switch()
    {
        EventSwitch one = EventSwitch.For("EventSwitchTests.Same", EventLevel.Info);
        Assert.Equal(one.Index, EventSwitch.For("EventSwitchTests.Same", EventLevel.Info).Index);
        Assert.NotEqual(one.Index, EventSwitch.For("EventSwitchTests.Same", EventLevel.Debug).Index);
    }

    [Fact]
    public void A_filter_turns_switches_on_and_off_at_once_also_those_that_come_later()
    {
        using Tracer tracer = Tracer.Create(new TracerOptions { Directory = _directory.Path, Filter = "EventSwitchTests.A:warning" });
        EventSwitch before = EventSwitch.For("EventSwitchTests.A", EventLevel.Info);
        EventSwitch above = EventSwitch.For("EventSwitchTests.A", EventLevel.Error);
        EventSwitch other = EventSwitch.For("EventSwitchTests.B", EventLevel.Trace);
        Assert.Equal((false, true, true), (tracer.IsEnabled(before), tracer.IsEnabled(above), tracer.IsEnabled(other)));

        tracer.Filter = "*:off,EventSwitchTests.A:info,EventSwitchTests.Late:debug";
        Assert.Equal((true, true, false), (tracer.IsEnabled(before), tracer.IsEnabled(above), tracer.IsEnabled(other)));
        Assert.True(tracer.IsEnabled(EventSwitch.For("EventSwitchTests.Late", EventLevel.Debug)));
        Assert.False(tracer.IsEnabled(EventSwitch.For("EventSwitchTests.Late", EventLevel.Trace)));
    }

    [Fact]
    public void An_event_that_is_switched_off_is_not_even_attempted()
    {
        using Tracer tracer = Tracer.Create(new TracerOptions { Directory = _directory.Path, Filter = "Packet:off" });
        tracer.RecordPacketSent(1, 2);
        Assert.Equal(default, tracer.Statistics);
        tracer.RecordStreamOpened(1, 2);
        tracer.Filter = "";
        tracer.RecordPacketSent(1, 2);
        Assert.Equal(new TracerStatistics(2, 0), tracer.Statistics);
    }

    [Fact]
    public void A_wrong_filter_changes_nothing()
    {
        using Tracer tracer = Tracer.Create(new TracerOptions { Directory = _directory.Path, Filter = "*:off" });
        Assert.Throws<ArgumentException>(() => tracer.Filter = "nonsense");
        Assert.Equal("*:off", tracer.Filter);
        Assert.False(tracer.IsEnabled(EventSwitch.For("EventSwitchTests.A", EventLevel.Error)));
    }

    [Fact]
    public void A_tracer_that_is_not_enabled_has_every_switch_off_and_makes_no_file()
    {
        using Tracer tracer = Tracer.Create(new TracerOptions { Directory = _directory.Path, Enabled = false });
        Assert.False(tracer.IsEnabled(EventSwitch.For("EventSwitchTests.A", EventLevel.Error)));
        tracer.Filter = "*:trace";
        Assert.False(tracer.IsEnabled(EventSwitch.For("EventSwitchTests.A", EventLevel.Error)));
        tracer.Write(1, 2, 3);
        tracer.Write(1, 2, 3, 4);
        tracer.Flush();
        Assert.Equal(default, tracer.Statistics);
        Assert.Empty(Directory.GetFileSystemEntries(_directory.Path));
    }
}
