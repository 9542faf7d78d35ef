using System.Globalization;

namespace Ojo.Runtime.Tests.Faults;

/// <summary>What is done to a process's file calls on one folder, in the words of <c>faults.c</c>.</summary>
/// <param name="Deed"><c>kill-before</c>, <c>kill-after</c>, <c>tear</c> or <c>fail</c>.</param>
internal sealed record Fault(string Deed)
{
    /// <summary>The number of the call, from 1; 0 for every call that the rest lets through.</summary>
    public int At { get; init; }

    /// <summary>Names of calls with commas between; all if empty.</summary>
    public string Calls { get; init; } = "";

    /// <summary>A part of the path; any path if empty.</summary>
    public string PathPart { get; init; } = "";

    /// <summary>A file: while it is there. Always if empty.</summary>
    public string While { get; init; } = "";

    /// <summary>The error's number, for <c>fail</c>.</summary>
    public int Error { get; init; }

    /// <summary>Whether the file system is one that cannot rename without replacing.</summary>
    public bool LinksOnly { get; init; }

    /// <summary>The environment of the process.</summary>
    public Dictionary<string, string> Environment(FaultLibrary library, string folder, string log = "") => new()
    {
        ["LD_PRELOAD"] = library.Path,
        ["OJO_FAULT_FOLDER"] = folder,
        ["OJO_FAULT_LOG"] = log,
        ["OJO_FAULT_DEED"] = Deed,
        ["OJO_FAULT_AT"] = At.ToString(CultureInfo.InvariantCulture),
        ["OJO_FAULT_CALLS"] = Calls,
        ["OJO_FAULT_PATH"] = PathPart,
        ["OJO_FAULT_WHILE"] = While,
        ["OJO_FAULT_LINKS_ONLY"] = LinksOnly ? "1" : "",
        ["OJO_FAULT_ERROR"] = Error.ToString(CultureInfo.InvariantCulture),
    };
}
