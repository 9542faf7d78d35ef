namespace Ojo.Generators.Tests.Yaml;

/// <summary>A message that a build is to say.</summary>
/// <param name="File">In which file.</param>
/// <param name="Id">The rule's id.</param>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Column">The column, counted from 1.</param>
/// <param name="Part">What the text is to say, among other things.</param>
internal sealed record ExpectedMessage(string File, string Id, int Line, int Column, string Part);
