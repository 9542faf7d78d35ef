using System.Globalization;

namespace Ojo.Runtime.Tests.Faults;

/// <summary>A line of the log of <c>faults.c</c>.</summary>
/// <param name="Number">Its place among all of the process's calls on the folder, from 1.</param>
/// <param name="Name"><c>pwrite</c>, <c>fsync</c>, <c>rename</c> and so on.</param>
/// <param name="Result">What it returned, or the error's number below zero.</param>
/// <param name="Path">What it was about.</param>
/// <param name="Other">The second path, of those that have two.</param>
internal sealed record FileCall(int Number, string Name, long Result, string Path, string Other)
{
    /// <summary>The calls that a process made, in order.</summary>
    public static List<FileCall> Read(string log) =>
    [
        .. File.ReadLines(log)
            .Select(static line => line.Split(' '))
            .Select(static part => new FileCall(Integer(part[0]), part[1], Integer(part[2]), part[3], part[4]))
            .OrderBy(static call => call.Number),
    ];

    private static int Integer(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
