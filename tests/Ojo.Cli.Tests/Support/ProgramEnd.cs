namespace Ojo.Cli.Tests.Support;

/// <summary>How a process ended, and all that it wrote.</summary>
internal sealed record ProgramEnd(int Code, string Output, string Error);
