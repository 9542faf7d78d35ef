using Microsoft.CodeAnalysis;

namespace Ojo.Generators.Rules;

/// <summary>OJO203–OJO209, OJO211 and OJO212: what a project declares against what its events.lock says was declared before.</summary>
internal static class LockRules
{
    public static readonly DiagnosticDescriptor IdChanged = Rule.ErrorAtEnd(
        "OJO203", "The id differs from the lock", "The id of '{0}' changed from {1} to {2}; traces already written use {1}: {3}");

    public static readonly DiagnosticDescriptor ShapeChanged = Rule.ErrorAtEnd(
        "OJO204",
        "The payload differs from the lock",
        "The payload of '{0}' changed from [{1}] to [{2}]; old traces would be misread. Declare a new event and retire this one");

    public static readonly DiagnosticDescriptor Removed = Rule.WarningAtEnd(
        "OJO205",
        "An event of the lock is not declared",
        "'{0}' is no longer declared; declare it as retired, or make this line `{1}`, so that its id and name aren't used again");

    public static readonly DiagnosticDescriptor NotInLock = Rule.WarningAtEnd(
        "OJO206", "A declared event is not in the lock", "'{0}' isn't in events.lock {1}; the line for it is `{2}`");

    public static readonly DiagnosticDescriptor Reused = Rule.ErrorAtEnd(
        "OJO207", "An id or a name is used again", "'{0}' can't have {1}: {2}, and old traces would be misread. Choose another");

    public static readonly DiagnosticDescriptor Renamed = Rule.WarningAtEnd(
        "OJO208",
        "An event looks renamed",
        "'{0}' is gone and '{1}' has its {2}; if it was renamed, say RenamedFrom = \"{3}\", else {4}");

    public static readonly DiagnosticDescriptor Damaged = Rule.Error(
        "OJO209", "The lock is damaged", "This line of events.lock can't be read: {0}");

    public static readonly DiagnosticDescriptor TwoLocks = Rule.ErrorAtEnd(
        "OJO211", "Two locks hold the same event", "{0} stands at {1} already; an event has its line in one lock only");

    public static readonly DiagnosticDescriptor ValueChanged = Rule.ErrorAtEnd(
        "OJO212",
        "A value of an enum differs from the lock",
        "In '{0}' of '{1}', {2}; old traces would be misread. Give what is new a number of its own");

    /// <summary>Every rule above.</summary>
    public static readonly DiagnosticDescriptor[] All =
    [
        IdChanged,
        ShapeChanged,
        Removed,
        NotInLock,
        Reused,
        Renamed,
        Damaged,
        TwoLocks,
        ValueChanged,
    ];
}
