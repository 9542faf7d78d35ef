using Microsoft.CodeAnalysis;

namespace Ojo.Generators.Rules;

/// <summary>OJO001–OJO099: what a declaration says that cannot be recorded. Some hold for C# and YAML alike.</summary>
/// <remarks>An id is never reused: OJO024 was for types that could not be recorded yet. Each has a page in docs/diagnostics.</remarks>
internal static class DeclarationRules
{
    public static readonly DiagnosticDescriptor TypeNotPartial = Rule.Error(
        "OJO001", "The declaring type is not partial", "Type '{0}' must be partial, so that Ojo can add the body of '{1}' to it");

    public static readonly DiagnosticDescriptor ContainingTypeNotPartial = Rule.Error(
        "OJO002", "A type around the declaring type is not partial", "'{0}' is nested in '{1}', which must be partial too");

    public static readonly DiagnosticDescriptor NotPartial = Rule.Error(
        "OJO003", "The event method is not partial", "Event method '{0}' must be partial: Ojo writes its body");

    public static readonly DiagnosticDescriptor HasBody = Rule.Error(
        "OJO004", "The event method has a body", "Event method '{0}' can't have a body: Ojo writes it");

    public static readonly DiagnosticDescriptor NotVoid = Rule.Error(
        "OJO005", "The event method returns a value", "Event method '{0}' must return void, not '{1}': recording has no result");

    public static readonly DiagnosticDescriptor Generic = Rule.Error(
        "OJO006", "The event method is generic", "Event method '{0}' can't be generic: a record's layout is fixed when it is compiled");

    public static readonly DiagnosticDescriptor UnsupportedType = Rule.Error(
        "OJO007",
        "A field's type can't be recorded",
        "Parameter '{0}' has type '{1}', which can't be recorded; {2}");

    public static readonly DiagnosticDescriptor TooLarge = Rule.Error(
        "OJO008", "The event is too large", "Event '{0}' has {1}; there is room for {2}. {3}, or declare two events");

    public static readonly DiagnosticDescriptor ByReference = Rule.Error(
        "OJO009", "A field is passed by reference", "Parameter '{0}' can't be '{1}': recording only reads it. Pass it by value or as 'in'");

    public static readonly DiagnosticDescriptor BadBits = Rule.Error(
        "OJO010", "A field's bit width does not fit it", "Field '{0}' can't take {1} bits: {2}");

    public static readonly DiagnosticDescriptor NoFlowId = Rule.Error(
        "OJO011",
        "The event has no flow id",
        "Event '{0}' has no flow id: mark a uint parameter, or a uint field or property of '{1}', with [FlowId], or declare it with Flow = false");

    public static readonly DiagnosticDescriptor TwoFlowIds = Rule.Error(
        "OJO012", "The event has two flow ids", "Event '{0}' has more than one flow id: '{1}' and '{2}'. Keep [FlowId] on one of them");

    public static readonly DiagnosticDescriptor BadMethodName = Rule.Error(
        "OJO013", "The event method's name does not begin with Record", "Event method '{0}' must be called Record and then what happened, as in 'RecordProbeSent'");

    public static readonly DiagnosticDescriptor NoTracer = Rule.Error(
        "OJO014",
        "No tracer is reachable",
        "Event method '{0}' finds no tracer: give '{1}' or a base class a field, property or primary constructor parameter of type Ojo.Tracer, or of one that implements Ojo.ITracerSource, or the method such a parameter");

    public static readonly DiagnosticDescriptor TwoTracers = Rule.Error(
        "OJO015", "Two tracers are reachable", "Event method '{0}' finds two tracers, '{1}' and '{2}'; pass the one that is meant as a parameter");

    public static readonly DiagnosticDescriptor BadFlowIdType = Rule.Error(
        "OJO016", "The flow id is not a uint", "Flow id '{0}' has type '{1}'; it must be uint, ushort or byte");

    public static readonly DiagnosticDescriptor FlowIdWithoutFlow = Rule.Error(
        "OJO017", "An event without a flow has a flow id", "Event '{0}' is declared with Flow = false, so its parameter '{1}' can't be its flow id");

    public static readonly DiagnosticDescriptor BadWireName = Rule.Error(
        "OJO018", "The wire name is not valid", "'{0}' isn't a wire name: use words of A-Z and 0-9 joined by single underscores, a letter first, as in PROBE_SENT; 128 characters at most");

    public static readonly DiagnosticDescriptor BadFieldName = Rule.Error(
        "OJO019", "The field name is not valid", "'{0}' isn't a field name: use words of a-z and 0-9 joined by single underscores, a letter first, as in packet_number; 128 characters at most");

    public static readonly DiagnosticDescriptor BadCategory = Rule.Error(
        "OJO020", "The category is not valid", "'{0}' isn't a category: use letters, digits and '_', with '.' or '-' between them, a letter first, as in FlowControl; 128 characters at most");

    public static readonly DiagnosticDescriptor BadProvider = Rule.Error(
        "OJO021", "The provider's name is not valid", "'{0}' isn't a provider: use letters, digits and '_', with '.' or '-' between them, a letter first, as in game.netcode; 128 characters at most");

    public static readonly DiagnosticDescriptor ReservedProvider = Rule.Error(
        "OJO022", "The provider's name is reserved", "The provider 'ojo' is that of the events that come with Ojo; choose another name");

    public static readonly DiagnosticDescriptor DuplicateField = Rule.Error(
        "OJO023", "Two fields have the same name", "Event '{0}' has two fields called '{1}'; rename one");

    public static readonly DiagnosticDescriptor UndefinedValue = Rule.Error(
        "OJO025", "An attribute's value is not defined", "{0} has no member with the value {1}; use one of its names");

    public static readonly DiagnosticDescriptor BadVersion = Rule.Error(
        "OJO026", "The version is not valid", "'{0}' isn't a version: use letters, digits, '.', '-' and '+', a letter or digit first, as in 0.3; 128 characters at most");

    public static readonly DiagnosticDescriptor NotText = Rule.Error(
        "OJO027", "Text is asked of a field that has none", "Field '{0}' has type '{1}': only a string can be recorded as text of its own. Leave 'Text' out");

    public static readonly DiagnosticDescriptor SaidOfSeveral = Rule.Error(
        "OJO028", "One thing is said of several fields", "'{0}' is {1} fields, so '{2}' can't be said of it; say it of {3}");

    public static readonly DiagnosticDescriptor BadTraceValue = Rule.Error(
        "OJO029", "A struct with [TraceValue] can't be recorded", "'{0}' can't be recorded as a value: {1}");

    public static readonly DiagnosticDescriptor BadPair = Rule.Error(
        "OJO030",
        "A pair is not two values of one type",
        "'{0}' can't be recorded as a pair: {1}. Use {2}");

    public static readonly DiagnosticDescriptor BadCondition = Rule.Error(
        "OJO031", "The condition for a snapshot can't be read", "The condition for a snapshot of '{0}' can't be read: {1}");

    public static readonly DiagnosticDescriptor UnfitCondition = Rule.Error(
        "OJO032", "The condition for a snapshot does not fit the event", "The condition for a snapshot can't be asked of '{0}': {1}");

    /// <summary>What to do about a type that can't be recorded.</summary>
    public const string TypesThatWork =
        "use bool, char, a number, an enum, string, ReadOnlySpan<char>, ReadOnlySpan<byte>, TimeSpan, DateTime, DateTimeOffset, Guid, IPAddress, a pair, or a struct with [TraceValue]";

    /// <summary>What to do about a struct of the user's that can't be recorded.</summary>
    public const string MarkTheStruct = "mark the struct with [TraceValue], and its public members are recorded";

    /// <summary>What to do about an enum that is written from an events file: a method's code is made together with it, and can't see it.</summary>
    public const string DeclareTheEnum = "it is written from an events file at the same time as this method; declare the enum in C#, or the event in the file";

    /// <summary>What to use where a parameter is no pair.</summary>
    public const string OtherThanPair = "two values of one type that a field may have, a struct with [TraceValue], or parameters of their own";

    /// <summary>Every rule above.</summary>
    public static readonly DiagnosticDescriptor[] All =
    [
        TypeNotPartial,
        ContainingTypeNotPartial,
        NotPartial,
        HasBody,
        NotVoid,
        Generic,
        UnsupportedType,
        TooLarge,
        ByReference,
        BadBits,
        NoFlowId,
        TwoFlowIds,
        BadMethodName,
        NoTracer,
        TwoTracers,
        BadFlowIdType,
        FlowIdWithoutFlow,
        BadWireName,
        BadFieldName,
        BadCategory,
        BadProvider,
        ReservedProvider,
        DuplicateField,
        UndefinedValue,
        BadVersion,
        NotText,
        SaidOfSeveral,
        BadTraceValue,
        BadPair,
        BadCondition,
        UnfitCondition,
    ];
}
