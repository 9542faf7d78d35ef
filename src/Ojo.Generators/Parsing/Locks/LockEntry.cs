using Microsoft.CodeAnalysis;

namespace Ojo.Generators.Parsing.Locks;

/// <summary>One line of an events.lock: an event that has been declared once.</summary>
/// <param name="Provider">Whose event it is.</param>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its wire name.</param>
/// <param name="IsRetired">Whether it is retired: neither its id nor its name is ever used again.</param>
/// <param name="Since">The version from which on that holds; empty where nobody said.</param>
/// <param name="Shape">What its records carry, as <see cref="PayloadShape"/> writes it.</param>
/// <param name="Place">Where the line stands.</param>
internal sealed record LockEntry(string Provider, uint Id, string Name, bool IsRetired, string Since, string Shape, Location Place);
