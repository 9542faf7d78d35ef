using System.Diagnostics;

namespace Ojo.Generators.Tests.Foreign;

/// <summary>Compiles C as strictly as gcc can, in a folder of its own.</summary>
internal sealed class CCompiler : IDisposable
{
    private static readonly string[] s_strict = ["-Wall", "-Wextra", "-Wshadow", "-Wconversion", "-pedantic", "-Werror", "-O2"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ojo-c-");

    /// <summary>The dialects that a header must be right in, and the compiler for each.</summary>
    public static TheoryData<string, string> Dialects => new() { { "gcc", "c99" }, { "gcc", "c11" }, { "g++", "c++11" }, { "g++", "c++20" } };

    /// <summary>Writes a file into the folder.</summary>
    public string Write(string name, string text)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Compiles a file, and fails the test with all that the compiler says unless it says nothing.</summary>
    public async Task CompileAsync(string compiler, string standard, string source)
    {
        string language = compiler == "g++" ? "c++" : "c";
        string said = await RunAsync(compiler, [.. s_strict, $"-std={standard}", "-x", language, "-c", source, "-o", Path.Combine(_folder.FullName, "out.o")]);
        Assert.True(said.Length == 0, said);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task<string> RunAsync(string program, string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            string said = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return process.ExitCode == 0 ? said : $"It ended with {process.ExitCode}: {said}";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip($"{program} is not installed: install the packages gcc and g++.");
            throw;
        }
    }
}
