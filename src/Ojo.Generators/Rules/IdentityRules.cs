using Microsoft.CodeAnalysis;

namespace Ojo.Generators.Rules;

/// <summary>OJO110, OJO200–OJO202 and OJO210: two events that a reader of traces could not tell apart.</summary>
internal static class IdentityRules
{
    public static readonly DiagnosticDescriptor DuplicateName = Rule.ErrorAtEnd(
        "OJO110", "An event is declared twice", "Event '{0}' of provider '{1}' is declared here and at {2}; remove or rename one");

    public static readonly DiagnosticDescriptor DuplicateId = Rule.ErrorAtEnd(
        "OJO200", "Two events have the same id", "Events '{0}' and '{1}' have the same id {2}; the other is at {3}. Give one of them another id");

    public static readonly DiagnosticDescriptor Collision = Rule.ErrorAtEnd(
        "OJO201", "Two derived ids are the same", "'{0}' and '{1}' get the same id {2} from their names; pin one to a number of your own, for instance {3}");

    public static readonly DiagnosticDescriptor ReservedId = Rule.Error(
        "OJO202", "The id is reserved", "Id {0} of event '{1}' is reserved: {2}. Use one from 0x00010000 to 0x7FFFFFFF, or none");

    public static readonly DiagnosticDescriptor BadRename = Rule.ErrorAtEnd(
        "OJO210", "An old name can't be that of the event", "'{0}' can't have been renamed from '{1}': {2}");

    /// <summary>Every rule above.</summary>
    public static readonly DiagnosticDescriptor[] All =
    [
        DuplicateName,
        DuplicateId,
        Collision,
        ReservedId,
        BadRename,
    ];
}
