using Ojo.FlightRecorder.Triggers;

namespace Ojo.Runtime.Tests.FlightRecorder.Triggers;

/// <summary>How many events within how long are a reason, by times that a test sets.</summary>
public sealed class WatchedEventsTests
{
    private const ulong UnitsPerSecond = 1_000_000;

    [Theory]
    [InlineData("A:3/1s", "0 500000 1000000", "1000000")]
    [InlineData("A:3/1s", "0 500000 1000001", "")]
    [InlineData("A:3/1s", "0 500000 1000001 1400000", "1400000")]
    [InlineData("A:3", "0 500000 9000000000", "9000000000")]
    [InlineData("A", "0 9999999 10000000", "0 10000000")]
    [InlineData("A:2/1s", "0 1 5000000 10000000 10000001 10000002", "1 10000002")]
    public void They_count_if_they_are_near_enough_and_then_there_is_silence_for_ten_seconds(string trigger, string times, string expected)
    {
        WatchedEvents watched = new(EventTrigger.ParseList(trigger)[0]);
        IEnumerable<string> fired = times.Split(' ').Where(time => watched.Hit(ulong.Parse(time, System.Globalization.CultureInfo.InvariantCulture), UnitsPerSecond));
        Assert.Equal(expected, string.Join(' ', fired));
    }
}
