using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Ojo.Generators.Tests.Output;

/// <summary>What the just-in-time compiler makes of recorders: it is asked for the machine code of methods that call one each.</summary>
/// <remarks>The callers are those of <c>tests/Ojo.Generators.Target</c>, a program of its own.</remarks>
public sealed partial class MachineCodeTests(MachineCodeTests.Listing listing) : IClassFixture<MachineCodeTests.Listing>
{
    private const string ColdPath = "Ojo.Tracer:WriteToNextChunk";

    [Theory]
    [InlineData("MethodOne")]
    [InlineData("MethodTwo")]
    [InlineData("ExtensionOne")]
    [InlineData("ExtensionTwo")]
    [InlineData("FileOne")]
    [InlineData("FileTwo")]
    public void A_recorder_is_compiled_into_its_caller_and_calls_only_where_the_chunk_is_full(string caller) =>
        Assert.Equal([ColdPath], listing.CallsOf(caller));

    [Fact]
    public void A_recorder_that_is_not_compiled_into_its_caller_is_seen() =>
        Assert.Equal(["Ojo.Generators.Target.ExtensionEvents:RecordExtensionApart"], listing.CallsOf("ExtensionApart"));

    [GeneratedRegex(@"^; Assembly listing for method Ojo\.Generators\.Target\.Callers:(?<caller>\w+)\(", RegexOptions.Multiline)]
    private static partial Regex Heading();

    /// <summary>A managed method that an instruction names: what is left when everything else is inlined.</summary>
    [GeneratedRegex(@"^\s+\S+\s.*?\[(?<callee>[\w.]+:\w+)[(\[]", RegexOptions.Multiline)]
    private static partial Regex Call();

    /// <summary>The machine code of every caller, from one run of the program.</summary>
    public sealed class Listing : IDisposable
    {
        private readonly string _directory = Path.Combine(Path.GetTempPath(), "ojo-jit-" + Guid.NewGuid().ToString("N"));
        private readonly Lazy<Dictionary<string, string>> _code;

        public Listing() => _code = new Lazy<Dictionary<string, string>>(Disassemble);

        /// <summary>The methods that <paramref name="caller"/> calls, each once.</summary>
        public IEnumerable<string> CallsOf(string caller)
        {
            bool isDebug = typeof(Tracer).Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true };
            Assert.SkipWhen(isDebug, "A debug build inlines nothing: run this test in Release.");
            Assert.Contains(caller, _code.Value.Keys);
            return Call().Matches(_code.Value[caller]).Select(static match => match.Groups["callee"].Value).Distinct();
        }

        public void Dispose()
        {
            if (Directory.Exists(_directory))
            {
                Directory.Delete(_directory, recursive: true);
            }
        }

        private Dictionary<string, string> Disassemble()
        {
            Directory.CreateDirectory(_directory);
            string file = Path.Combine(_directory, "code.txt");
            ProcessStartInfo start = new("dotnet", [Program(), Path.Combine(_directory, "traces")])
            {
                Environment =
                {
                    ["DOTNET_JitDisasm"] = "Ojo.Generators.Target.Callers:*",
                    ["DOTNET_JitStdOutFile"] = file,
                    ["DOTNET_TieredPGO"] = "0",
                },
            };
            using Process process = Process.Start(start)!;
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
            string text = File.ReadAllText(file);
            List<Match> headings = Heading().Matches(text).ToList();
            return headings
                .Zip(headings.Skip(1).Select(static heading => heading.Index).Append(text.Length))
                .ToDictionary(static pair => pair.First.Groups["caller"].Value, pair => text[pair.First.Index..pair.Second]);
        }

        private static string Program() => Path.Combine(
            AppContext.BaseDirectory.Replace("Ojo.Generators.Tests", "Ojo.Generators.Target", StringComparison.Ordinal), "Ojo.Generators.Target.dll");
    }
}
