using System.Globalization;
using System.Text;
using Ojo.Format;

namespace Ojo.Runtime.Tests.Stress;

/// <summary>
/// Threads record events that carry a string by number and the same string as text, and each event's string is new,
/// while the flusher reads: no event is ever seen in part, and each string is defined before the event that refers to it.
/// </summary>
public sealed class TextStressTests : IDisposable
{
    private static readonly int s_events = int.Parse(
        Environment.GetEnvironmentVariable("OJO_STRESS_EVENTS") ?? "40000", CultureInfo.InvariantCulture);

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(1, 4)]
    [InlineData(4, 4)]
    [InlineData(4, 512)]
    public void Every_event_is_whole_and_its_string_is_defined_before_it(int writers, int chunks)
    {
        Tracer tracer = Tracer.Create(new TracerOptions
        {
            Directory = _directory.Path,
            BufferSize = chunks * 64L * 1024,
            MostStrings = 2 * s_events,
            StringBufferSize = 1L << 30,
            FlushInterval = TimeSpan.FromMilliseconds(1),
        });
        Thread[] threads = [.. Enumerable.Range(0, writers).Select(writer => new Thread(() => Record(tracer, (uint)writer)))];
        Array.ForEach(threads, static thread => thread.Start());
        Array.ForEach(threads, static thread => thread.Join());
        tracer.Dispose();

        long events = 0;
        ulong[] next = new ulong[writers];
        TraceStrings strings = new();
        foreach (string file in TraceFiles.In(_directory.Output))
        {
            using TraceFileReader reader = TraceFileReader.Open(file);
            foreach (TraceEvent e in reader.ReadEvents(strings))
            {
                ulong number = e.Word(1);
                Assert.True(number >= next[e.FlowId], $"Event {number} of writer {e.FlowId} comes after {next[e.FlowId] - 1}.");
                next[e.FlowId] = number + 1;
                string expected = TextOf(e.FlowId, number);
                Assert.Equal((expected, expected, 2), (e.String(0), e.Text(0), e.WordCount));
                Assert.Equal(Encoding.UTF8.GetBytes(expected), e.Bytes(1));
                events++;
            }
        }

        Assert.Equal((events, (long)writers * s_events), (tracer.Statistics.Stored, tracer.Statistics.Attempted));
        Assert.True(events > 0);
    }

    private static void Record(Tracer tracer, uint writer)
    {
        ulong[] words = new ulong[2];
        for (ulong number = 0; number < (ulong)s_events; number++)
        {
            string text = TextOf(writer, number);
            words[0] = tracer.Intern(text);
            words[1] = number;
            tracer.Write(writer, 0x10001, words, text, Encoding.UTF8.GetBytes(text));
        }
    }

    // Several writers meet the same strings for the first time at about the same time.
    private static string TextOf(uint writer, ulong number)
    {
        ulong n = number + (writer % 2);
        return $"{n} {new string((char)('α' + (n % 20)), (int)(n % 60))}";
    }
}
