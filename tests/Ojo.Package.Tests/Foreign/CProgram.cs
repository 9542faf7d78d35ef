using System.ComponentModel;
using Ojo.Package.Tests.Packing;

namespace Ojo.Package.Tests.Foreign;

/// <summary>Compiles and runs programs in C.</summary>
internal static class CProgram
{
    private static readonly string[] s_strict = ["-Wall", "-Wextra", "-Werror", "-pedantic", "-O2"];

    /// <summary>Compiles a program as C99 or, with <c>g++</c>, as C++, without a warning. Skips the test where there is no compiler.</summary>
    public static async Task CompileAsync(string compiler, string folder, string source, string program)
    {
        string[] language = compiler == "g++" ? ["-x", "c++", "-std=c++11"] : ["-std=c99"];
        ProgramOutput said;
        try
        {
            said = await DotNet.RunAsync(compiler, folder, new Dictionary<string, string>(), [.. s_strict, .. language, source, "-o", program]);
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{compiler} is not installed: install the packages gcc and g++.");
            throw;
        }

        said.AssertSuccess();
        Assert.Equal("", said.Text);
    }
}
