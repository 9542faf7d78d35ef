namespace Ojo.Generators.Model;

/// <summary>What can be generated where the project is compiled.</summary>
internal enum OutputScope
{
    /// <summary>All of it.</summary>
    Everything,

    /// <summary>Members that do nothing: the project's version of C# does not have what the rest is written in.</summary>
    Stubs,

    /// <summary>Nothing: without the runtime none of it would compile.</summary>
    Nothing,
}
