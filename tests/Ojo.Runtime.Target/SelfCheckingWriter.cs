using Ojo.Runtime.Tests.Stress;

namespace Ojo.Runtime.Target;

/// <summary>Records self-checking events: plain ones, some with a text, some with an interned string.</summary>
internal static class SelfCheckingWriter
{
    private const uint EventType = 0x10001;

    public static void Write(Tracer tracer, uint writer, ulong number)
    {
        (ulong word0, ulong word1, ulong word2) =
            (SelfCheckingEvent.Word0(writer, number), SelfCheckingEvent.Word1(writer, number), SelfCheckingEvent.Word2(writer, number));
        switch (number % 4)
        {
            case 0:
                tracer.Write(writer, EventType, [word0, word1, word2], "a text");
                break;
            case 1:
                tracer.Write(writer, EventType, [word0, word1, word2, tracer.Intern(number % 64 == 1 ? $"string {number}" : "string")]);
                break;
            default:
                tracer.Write(writer, EventType, word0, word1, word2);
                break;
        }
    }
}
