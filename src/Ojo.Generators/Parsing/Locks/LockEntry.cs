using Microsoft.CodeAnalysis;
using Ojo.Generators.Model;

namespace Ojo.Generators.Parsing.Locks;

/// <summary>One line of an events.lock: an event that has been declared once.</summary>
internal sealed record LockEntry
{
    /// <summary>Whose event it is.</summary>
    public required string Provider { get; init; }

    /// <summary>Its id.</summary>
    public required uint Id { get; init; }

    /// <summary>Its wire name.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it is retired: neither its id nor its name is ever used again.</summary>
    public bool IsRetired { get; init; }

    /// <summary>The version from which on that holds; empty where nobody said.</summary>
    public string Since { get; init; } = "";

    /// <summary>The names that it had before, first one first: no other event may have them.</summary>
    public EquatableArray<string> OldNames { get; init; }

    /// <summary>What its records carry, as <see cref="PayloadShape"/> writes it.</summary>
    public required string Shape { get; init; }

    /// <summary>The names of values that it has for each field; none for a field whose values are not compared.</summary>
    public EquatableArray<EquatableArray<NamedValue>> Values { get; init; }

    /// <summary>The line, with single spaces.</summary>
    public required string Text { get; init; }

    /// <summary>Where the line stands.</summary>
    public required Location Place { get; init; }

    /// <summary>Where its id stands.</summary>
    public required Location IdPlace { get; init; }

    /// <summary>Where its wire name stands.</summary>
    public required Location NamePlace { get; init; }

    /// <summary>Whether it is called <paramref name="name"/>, or was.</summary>
    public bool IsOrWas(string name) => Name == name || OldNames.Contains(name);
}
