using Ojo.Runtime.Tests.Stress;

namespace Ojo.Runtime.Target;

/// <summary>Records the events of one writer, of every kind there is, and counts those whose call has returned where they outlive the process.</summary>
internal sealed unsafe class CountedWriter(Tracer tracer, uint writer, ulong* count)
{
    public const uint EventType = 0x10001;
    private const int KindsOfEvents = 4;

    /// <summary>How often a string is a new one: each so many events, or never.</summary>
    public ulong NewStringEach { get; init; } = 64;

    /// <summary>Records the next event.</summary>
    public void Record()
    {
        ulong number = *count;
        (ulong word0, ulong word1, ulong word2) =
            (SelfCheckingEvent.Word0(writer, number), SelfCheckingEvent.Word1(writer, number), SelfCheckingEvent.Word2(writer, number));
        switch (number % KindsOfEvents)
        {
            case 0:
                tracer.Write(writer, EventType, [word0, word1, word2], "a text");
                break;
            case 1:
                bool isNew = NewStringEach > 0 && number % NewStringEach == 1;
                tracer.Write(writer, EventType, [word0, word1, word2, tracer.Intern(isNew ? $"string {writer} {number}" : "string")]);
                break;
            default:
                tracer.Write(writer, EventType, word0, word1, word2);
                break;
        }

        Volatile.Write(ref *count, number + 1);
    }
}
