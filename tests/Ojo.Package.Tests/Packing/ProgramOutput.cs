namespace Ojo.Package.Tests.Packing;

/// <summary>How a program ended and what it said.</summary>
internal sealed record ProgramOutput(int ExitCode, string Text)
{
    /// <summary>Fails the test, with all that was said, unless the program ended well.</summary>
    public void AssertSuccess() => Assert.True(ExitCode == 0, $"It ended with {ExitCode}:\n{Text}");
}
