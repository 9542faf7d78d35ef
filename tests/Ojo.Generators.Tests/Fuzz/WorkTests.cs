extern alias generators;

using generators::Ojo.Generators.Parsing.Yaml;
using generators::Ojo.Generators.Rules;

namespace Ojo.Generators.Tests.Fuzz;

/// <summary>A file twice as long takes about twice the work, whatever is wrong with it: counted in characters read and bytes allocated.</summary>
public sealed class WorkTests
{
    private const int Times = 2000;
    private const string Head = "namespace: Game\nclass: GameEvents\nevents:\n";

    public static TheoryData<string, string, string> Files => new()
    {
        { "events", Head, "  - name: E#\n" },
        { "events without a name", Head, "  - level: info\n" },
        { "open quotes", Head, "  - name: \"E#\n" },
        { "open braces", Head, "  - { name: E#\n" },
        { "keys that are near to known ones", Head + "  - name: E\n", "    name#: x\n" },
        { "one key again and again", Head + "  - name: E\n", "    level: info\n" },
        { "fields", Head + "  - name: E\n    fields:\n", "      - { name: f#, type: u8 }\n" },
        { "fields of a role", Head + "  - name: E\n    role: rtt\n    fields:\n", "      - { name: f#, type: u8 }\n" },
        { "values of an enum", Head + "  - name: E\n    fields:\n      - name: f\n        type: enum\n        bits: 64\n        values:\n", "          v#: #\n" },
        { "enums", "namespace: Game\nclass: GameEvents\nevents: []\nenums:\n", "  E#: { values: { a: 1 } }\n" },
        { "keys of the first level", "", "k#: 1\n" },
        { "lines that are no keys", "", "k#\n" },
        { "anchors", Head, "  - &a# { name: E# }\n" },
        { "aliases", Head + "  - &a { name: E }\n", "  - *a\n" },
        { "merge markers", Head, "<<<<<<< a\n" },
        { "control characters", Head, "  - name: E#\u0001\n" },
        { "brackets", Head + "  - name: E\n    description: ", "[" },
        { "questions", Head, "? " },
        { "dashes", Head, "- " },
        { "tabs", Head, "\t" },
        { "empty lines", Head, "\n" },
        { "a long word", Head + "  - name: ", "E#" },
        { "documents", "", "---\n" },
        { "comments", "", "# x\n" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_twice_as_long_takes_about_twice_the_work(string what, string head, string piece)
    {
        Assert.NotEqual("", what);
        Measure(head, piece, 10);
        (long reads, long bytes) = Measure(head, piece, Times);
        (long readsOfTwice, long bytesOfTwice) = Measure(head, piece, 2 * Times);

        // A square would be four times as much.
        Assert.InRange(readsOfTwice, 0, (long)(2.6 * reads) + 10_000);
        Assert.InRange(bytesOfTwice, 0, (long)(2.8 * bytes) + 1_000_000);
    }

    private static (long Reads, long Bytes) Measure(string head, string piece, int times)
    {
        string text = head + string.Concat(Enumerable.Range(0, times).Select(i => piece.Replace("#", i.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)));
        var counted = new CountingText(text);
        long before = GC.GetAllocatedBytesForCurrentThread();
        EventFileParser.Parse("events.yaml", counted, isOjo: false, new Findings());
        return (counted.Reads, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
