using System.Diagnostics;
using System.Reflection;

namespace Ojo.Browser.Tests;

/// <summary>The page's model has tests of its own, in the language it is written in; they need Node.js and no browser.</summary>
public sealed class ModelTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task The_tests_of_numbers_ticks_series_and_plans_pass_in_Node()
    {
        string web = typeof(ModelTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static one => one.Key == "PageSource").Value!;
        Assert.SkipUnless(File.Exists(Path.Combine(web, "test.mjs")), "The page's sources are not where this assembly was built.");

        using Process node = Process.Start(new ProcessStartInfo("node", "test.mjs") { WorkingDirectory = web, RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = node.StandardError.ReadToEndAsync();
        string report = await node.StandardOutput.ReadToEndAsync().WaitAsync(s_patience);
        await node.WaitForExitAsync().WaitAsync(s_patience);

        Assert.True(node.ExitCode == 0, report + await errors);
        Assert.Contains("# fail 0", report, StringComparison.Ordinal);
        Assert.DoesNotContain("# pass 0", report, StringComparison.Ordinal);
    }
}
