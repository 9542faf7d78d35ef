using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Ojo.Generators.Emit;
using Ojo.Generators.Model;
using Ojo.Generators.Rules;

namespace Ojo.Generators.Parsing;

/// <summary>Reads an event from a method with [TraceEvent]: the same for the generator, which writes what it can, and for the analyzer, which reports.</summary>
internal sealed class MethodParser
{
    private const string Prefix = "Record";

    private readonly IMethodSymbol _method;
    private readonly MethodDeclarationSyntax _syntax;
    private readonly DeclaringType _type;
    private readonly AttributeArguments _arguments;
    private readonly MemberSearch _search;
    private readonly SourceSearch _sources;
    private readonly Compilation _compilation;
    private readonly Findings _findings;
    private readonly CancellationToken _cancellation;

    private MethodParser(IMethodSymbol method, MethodDeclarationSyntax syntax, Compilation compilation, Findings findings, CancellationToken cancellation)
    {
        _method = method;
        _syntax = syntax;
        _type = DeclaringType.Of(method.ContainingType);
        _arguments = new AttributeArguments(TraceEventSymbols.FindTraceEvent(method), findings, cancellation);
        _search = new MemberSearch(method, compilation, cancellation);
        _sources = new SourceSearch(method, compilation);
        _compilation = compilation;
        _findings = findings;
        _cancellation = cancellation;
    }

    /// <summary>What a method declares, and what is wrong with it.</summary>
    public static ParsedMethod Parse(
        IMethodSymbol method, MethodDeclarationSyntax syntax, Compilation compilation, Findings findings, CancellationToken cancellation) =>
        new MethodParser(method, syntax, compilation, findings, cancellation).Parse();

    private Location Name => _syntax.Identifier.GetLocation();

    private ParsedMethod Parse()
    {
        bool isWritable = MethodShape.Check(_method, _syntax, _findings, _cancellation);
        string stem = ReadStem();
        var names = new GeneratedNames(_method, stem, _compilation);
        names.CheckDecoder(Name, _findings, _cancellation);
        TracerAccess? tracer = TracerAccess.Find(_method, _search, _sources, Name, _findings);
        bool hasFlow = _arguments.Flag("Flow", otherwise: true);
        FlowIdAccess? flowId = FlowIdAccess.Find(_method, _search, _sources, hasFlow, Name, _findings);
        EventRole role = _arguments.Word("Role", EventRole.None);
        List<ValueModel> values = ReadValues(stem, role, tracer, flowId);
        EventModel model = WithSnapshot(ReadEvent(stem, role, hasFlow, values));
        if (!isWritable)
        {
            return new ParsedMethod(null, null);
        }

        bool isRight = _findings.Count == 0;
        var recorder = new RecorderModel
        {
            Event = isRight ? model : null,
            Stem = stem,
            Signature = SignatureWriter.Write(_method, _syntax),
            IsDispatched = MethodShape.IsDispatched(_method),
            EmptyBody = EquatableArray<string>.From(EmptyBody(tracer, flowId)),
            GuardSignature = isRight ? names.Guard(tracer!, _cancellation) : "",
            Tracer = tracer?.Expression ?? "",
            TracerMayBeNull = tracer?.MayBeNull ?? false,
            FlowId = flowId?.Expression ?? "0",
            TracerParameter = tracer?.Parameter?.Name ?? "",
            Local = tracer is { IsParameter: true } ? tracer.Expression : LocalName($"{tracer?.Expression} {flowId?.Expression}"),
            Values = EquatableArray<ValueModel>.From(values),
            WritesDocumentation = !HasDocumentation(),
            ParameterDocs = EquatableArray<ParameterDoc>.From(Docs(tracer, flowId, values)),
            // An override that is obsolete where what it overrides is not is a warning of its own, CS0809.
            HasObsolete = HasAttribute("ObsoleteAttribute") || (_method.IsOverride && !MethodShape.IsObsolete(MethodShape.FirstDeclaration(_method))),
            HasMethodImpl = HasAttribute("MethodImplAttribute")
                || _method.MethodImplementationFlags != 0,
            DecoderModifiers = names.DecoderModifiers(),
        };
        return new ParsedMethod(Type(recorder), isRight ? Declared(model) : null);
    }

    private IEnumerable<ParameterDoc> Docs(TracerAccess? tracer, FlowIdAccess? flowId, List<ValueModel> values)
    {
        foreach (IParameterSymbol parameter in _method.Parameters)
        {
            ValueModel? value = values.Find(v => v.Parameter == Words.Escape(parameter.Name));
            bool isFlowId = SymbolEqualityComparer.Default.Equals(parameter, flowId?.Parameter);
            yield return new ParameterDoc(
                parameter.Name,
                value is not null ? DocumentationEmitter.Describe(value)
                : isFlowId ? ParameterDoc.FlowId
                : _sources.IsSource(parameter) ? ParameterDoc.Source
                : !TraceEventSymbols.IsTracer(parameter.Type) ? "A field of the event."
                : tracer is { MayBeNull: true } ? ParameterDoc.OptionalTracer
                : ParameterDoc.Tracer);
        }
    }

    /// <summary>Reads the members that a recording body would read, so that the compiler does not find them unused.</summary>
    private IEnumerable<string> EmptyBody(TracerAccess? tracer, FlowIdAccess? flowId) =>
        new[] { tracer is { Parameter: null } ? tracer.Expression : null, flowId is { Parameter: null } ? flowId.Expression : null }
            .Where(static expression => expression is not null and not "0")
            .Select(static expression => $"_ = {expression};")
            .Concat(SignatureWriter.EmptyBody(_method));

    private DeclaredEvent Declared(EventModel model)
    {
        Location id = _arguments.Id is null ? Name : _arguments.IdLocation ?? Name;
        Location name = _arguments.Has("Name") ? _arguments.LocationOf("Name")! : Name;
        Location oldName = _arguments.Has("RenamedFrom") ? _arguments.LocationOf("RenamedFrom")! : name;
        return new DeclaredEvent(model, name, id, _arguments.Id is not null, oldName);
    }

    private bool HasAttribute(string name) => _method.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == name);

    /// <summary>Whether the user has documented the method. The syntax says so; the symbol would parse what is written there.</summary>
    private bool HasDocumentation() => _syntax.GetLeadingTrivia().Any(static trivia =>
        trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineDocumentationCommentTrivia));

    private string ReadStem()
    {
        if (_method.Name.Length > Prefix.Length
            && _method.Name.StartsWith(Prefix, StringComparison.Ordinal)
            && (char.IsUpper(_method.Name[Prefix.Length]) || _method.Name[Prefix.Length] == '_'))
        {
            return _method.Name.Substring(Prefix.Length);
        }

        _findings.Report(DeclarationRules.BadMethodName, Name, _method.Name);
        return _method.Name;
    }

    private EventModel ReadEvent(string stem, EventRole role, bool hasFlow, List<ValueModel> values)
    {
        string space = _type.SpokenNamespace;
        string name = _arguments.Text("Name") ?? Words.ToSnake(stem).ToUpperInvariant();
        if (!Words.IsWireName(name))
        {
            bool isGiven = _arguments.Has("Name");
            _findings.ReportFixable(
                DeclarationRules.BadWireName,
                isGiven ? _arguments.LocationOf("Name") : Name,
                FixHint.Of(FixHint.Replacement, isGiven ? Respelling.WireName(name) : null),
                name);
        }

        string provider = _arguments.Text("Provider") ?? (space.Length > 0 ? space : _method.ContainingType.Name);
        if (_arguments.Has("Provider"))
        {
            EventIdentity.CheckProvider(provider, _compilation.AssemblyName == EventIdentity.BuiltInAssembly, _arguments.LocationOf("Provider"), _findings);
        }

        string category = _arguments.Text("Category") ?? "General";
        EventIdentity.CheckCategory(category, _arguments.LocationOf("Category"), _findings);
        string renamedFrom = EventIdentity.CheckOldName(_arguments.Text("RenamedFrom"), _arguments.LocationOf("RenamedFrom"), _findings);
        return new EventModel
        {
            Provider = provider,
            Namespace = space,
            Name = name,
            Id = EventIdentity.Resolve(_arguments.Id, provider, name, renamedFrom, _arguments.IdLocation, _findings),
            Category = category,
            Description = _arguments.Text("Description") ?? "",
            Level = _arguments.Word("Level", EventLevel.Info),
            Role = role,
            Chart = _arguments.Word("Chart", ChartHint.Auto),
            Flow = hasFlow,
            Since = ReadVersion("Since"),
            Retired = ReadVersion("Retired"),
            RenamedFrom = renamedFrom,
            Fields = EquatableArray<FieldModel>.From(values.SelectMany(static value => value.Fields).Select(static binding => binding.Field)),
        };
    }

    private EventModel WithSnapshot(EventModel model) => model with
    {
        SnapshotWhen = SnapshotCondition.Check(
            _arguments.ExactText(nameof(EventModel.SnapshotWhen)),
            model,
            isComplete: _findings.Count == 0,
            (start, length) => _arguments.LocationIn(nameof(EventModel.SnapshotWhen), start, length),
            () => _arguments.LocationOf(nameof(EventModel.SnapshotWhen)),
            _findings),
    };

    private string ReadVersion(string argument)
    {
        string? text = _arguments.Text(argument);
        EventIdentity.CheckVersion(text, _arguments.LocationOf(argument), _findings);
        return text ?? "";
    }

    private List<ValueModel> ReadValues(string stem, EventRole role, TracerAccess? tracer, FlowIdAccess? flowId)
    {
        var parser = new ParameterParser(_method, stem, _compilation, _findings, _cancellation);
        var values = new List<ValueModel>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (IParameterSymbol parameter in _method.Parameters)
        {
            // A second tracer or flow id has been reported; it is no field for that.
            if (TraceEventSymbols.IsTracer(parameter.Type) || TraceEventSymbols.FindFlowId(parameter) is not null || _sources.IsSource(parameter))
            {
                continue;
            }

            foreach (ValueModel value in parser.Parse(parameter))
            {
                // Field names have no capital, properties begin with one: one set holds both.
                IEnumerable<string> names = value.Fields.Select(static binding => binding.Field.Name);
                string? twice = names.FirstOrDefault(name => !taken.Add(name));
                if (twice is not null || !taken.Add(value.Property))
                {
                    _findings.Report(DeclarationRules.DuplicateField, parameter.Locations[0], _method.Name, twice ?? value.Fields[0].Field.Name);
                }
                else
                {
                    values.Add(value);
                }
            }
        }

        List<ValueModel> placed = FieldLayout.Place(role, values);
        FieldLayout.CheckSize(_method.Name, placed, Name, _findings);
        return placed;
    }

    private TypeModel Type(RecorderModel recorder) => new()
    {
        Namespace = _type.Namespace,
        FullName = _type.FullName,
        Openings = _type.Openings,
        Recorders = new([recorder]),
    };

    /// <summary>A name for the tracer that neither a parameter has nor anything that the body reads.</summary>
    private string LocalName(string read)
    {
        string name = "tracer";
        while (HasWord(read, name) || _method.Parameters.Any(parameter => parameter.Name == name))
        {
            name = "_" + name;
        }

        return name;
    }

    /// <summary>Whether <paramref name="name"/> stands in an expression as a name of its own, and not as a member of something.</summary>
    private static bool HasWord(string expression, string name)
    {
        for (int at = expression.IndexOf(name, StringComparison.Ordinal); at >= 0; at = expression.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            char before = at == 0 ? ' ' : expression[at - 1];
            char after = at + name.Length == expression.Length ? ' ' : expression[at + name.Length];
            if (before != '.' && !SyntaxFacts.IsIdentifierPartCharacter(before) && !SyntaxFacts.IsIdentifierPartCharacter(after))
            {
                return true;
            }
        }

        return false;
    }
}
