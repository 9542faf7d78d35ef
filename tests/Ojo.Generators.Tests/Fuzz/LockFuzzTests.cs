extern alias generators;

using generators::Ojo.Generators.Analysis;
using generators::Ojo.Generators.Parsing.Locks;
using generators::Ojo.Generators.Parsing.Yaml;
using generators::Ojo.Generators.Rules;
using Microsoft.CodeAnalysis.Text;
using Ojo.Generators.Tests.Driving;

namespace Ojo.Generators.Tests.Fuzz;

/// <summary>Whatever a lock holds, it is read and compared without a fault.</summary>
public sealed class LockFuzzTests
{
    private static readonly string[] s_words =
    [
        "ojo ", "game ", "0x00000001 ", "0x00010010 ", "PACKET_CREATED ", "PING ", "active ", "retired ", "- ", "0.1 ", "flow ", "no_flow ", "packet_number:u64:64 ",
        "a:u8:0 ", "a:u8:99999 ", "a:u8:8:%20 ", ":", "::", "#", "\n", "\r\n", " ", "\t", "<<<<<<< a\n", "=======\n", ">>>>>>> b\n", "\0", "\uD800", "\u2028", "0x", "%",
    ];

    [Fact]
    public void No_lock_throws_or_points_outside_of_itself()
    {
        EventFile declared = EventFileParser.Parse("events.yaml", SourceText.From(Repository.Read("events.yaml")), isOjo: true, new Findings());
        var inputs = new TextMutations("locks", FuzzSeeds.Locks, s_words);
        FuzzRun.Try("locks", share: 10, inputs.Make, text =>
        {
            var counted = new CountingText(text);
            var findings = new Findings();
            IReadOnlyList<LockEntry> entries = LockFileParser.Parse("events.lock", counted, findings);
            Assert.InRange(counted.Reads, 0, 400L * (text.Length + 1000));
            var declarations = new Declarations();
            declarations.Add(declared);
            declarations.AddLock("events.lock", entries);
            List<Diagnostic> said = [.. findings.Diagnostics];
            LockCheck.Report(declarations, new FreeIdentities(declarations), isUpdating: false, said.Add);
            Assert.All(said, diagnostic =>
            {
                Assert.NotEqual("", diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
                Assert.True(diagnostic.Location.GetLineSpan().Path == "events.yaml" || diagnostic.Location.SourceSpan.End <= text.Length);
            });
            Assert.All(entries, static entry => Assert.NotEqual("", PayloadShape.Describe(entry.Shape)));
        });
    }
}
