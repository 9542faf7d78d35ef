using System.Globalization;
using Ojo.Generators.Model;

namespace Ojo.Generators.Emit;

/// <summary>Writes a provider's catalogue: descriptors, schema JSON, SQL seed, and the registration of all three. Its views are in a file of their own.</summary>
internal static class ProviderEmitter
{
    /// <summary>Where the generated classes are.</summary>
    public const string Namespace = "Ojo.Generated";

    private const string Catalogue = "global::Ojo.Catalogue.";

    public static string Emit(ProviderModel provider)
    {
        var code = new CodeWriter(Source.Header);
        code.Line($"namespace {Namespace};");
        code.Line();
        DocumentationEmitter.Summary(code, $"The events of the provider {provider.Name}.");
        code.Line(Source.GeneratedCode);
        code.Open($"internal sealed partial class {provider.ClassName} : {Catalogue}EventProvider");
        EmitDescriptors(code, provider);
        code.Line();
        code.Line("/// <inheritdoc/>");
        Source.RawUtf8(code, "public override global::System.ReadOnlySpan<byte> SchemaJson => ", SchemaJsonEmitter.Lines(provider), ";");
        code.Line();
        code.Line("/// <inheritdoc/>");
        Source.RawUtf8(code, "public override global::System.ReadOnlySpan<byte> SqlSeed => ", SqlSeedEmitter.Lines(provider), ";");
        SnapshotTriggersEmitter.Emit(code, provider);
        code.Line();
        DocumentationEmitter.Summary(code, "Adds these events to the catalogue when the assembly is first used.");
        code.Line("[global::System.Runtime.CompilerServices.ModuleInitializer]");
        code.Line($"internal static void Register() => {Catalogue}EventCatalogue.Register(new {provider.ClassName}());");
        code.Close();
        return code.ToString();
    }

    private static void EmitDescriptors(CodeWriter code, ProviderModel provider)
    {
        const string list = $"global::System.Collections.Generic.IReadOnlyList<{Catalogue}EventDescriptor>";
        // Made when they are first asked for: a program that only records never does.
        code.Line($"private {list}? _events;");
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line($"public override string Name => {Source.Literal(provider.Name)};");
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line($"public override string Namespace => {Source.Literal(provider.Namespace)};");
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line($"public override {list} Events => _events ??= Describe();");
        code.Line();
        code.Line($"private static {Catalogue}EventDescriptor[] Describe() =>");
        code.Line("[");
        code.Indent();
        foreach (EventModel model in provider.Events)
        {
            EmitEvent(code, model);
        }

        code.Outdent();
        code.Line("];");
    }

    private static void EmitEvent(CodeWriter code, EventModel model)
    {
        code.Open("new()");
        code.Line($"Id = {Source.Hex(model.Id)},");
        code.Line($"Name = {Source.Literal(model.Name)},");
        code.Line($"Provider = {Source.Literal(model.Provider)},");
        code.Line($"Category = {Source.Literal(model.Category)},");
        LineUnlessEmpty(code, "Description", model.Description);
        code.Line($"Level = global::Ojo.EventLevel.{model.Level},");
        if (model.Role != EventRole.None)
        {
            code.Line($"Role = global::Ojo.EventRole.{model.Role},");
        }

        if (model.Chart != ChartHint.Auto)
        {
            code.Line($"Chart = global::Ojo.ChartHint.{model.Chart},");
        }

        if (!model.Flow)
        {
            code.Line("Flow = false,");
        }

        LineUnlessEmpty(code, "Since", model.Since);
        LineUnlessEmpty(code, "Retired", model.Retired);
        LineUnlessEmpty(code, "RenamedFrom", model.RenamedFrom);
        LineUnlessEmpty(code, "SnapshotWhen", model.SnapshotWhen);

        if (model.Fields.Count > 0)
        {
            code.Line("Fields =");
            code.Line("[");
            code.Indent();
            foreach (FieldModel field in model.Fields)
            {
                EmitField(code, field);
            }

            code.Outdent();
            code.Line("],");
        }

        code.Close(",");
    }

    private static void EmitField(CodeWriter code, FieldModel field)
    {
        code.Open("new()");
        code.Line($"Name = {Source.Literal(field.Name)},");
        code.Line($"Type = {Catalogue}FieldType.{field.Type},");
        if (field.Kind != FieldKind.None)
        {
            code.Line($"Kind = global::Ojo.FieldKind.{field.Kind},");
        }

        LineUnlessEmpty(code, "Unit", field.Unit);
        if (field.Part != FieldPart.None)
        {
            code.Line($"Part = global::Ojo.FieldPart.{field.Part},");
        }

        LineUnlessEmpty(code, "Description", field.Description);
        code.Line($"BitOffset = {Source.Number(field.BitOffset)},");
        code.Line($"BitWidth = {Source.Number(field.BitWidth)},");
        if (field.Values.Count > 0)
        {
            code.Line("Values =");
            code.Line("[");
            code.Indent();
            foreach (NamedValue value in field.Values)
            {
                code.Line($"new({Source.Literal(value.Name)}, {unchecked((long)value.Bits).ToString(CultureInfo.InvariantCulture)}),");
            }

            code.Outdent();
            code.Line("],");
        }

        code.Close(",");
    }

    private static void LineUnlessEmpty(CodeWriter code, string property, string text)
    {
        if (text.Length > 0)
        {
            code.Line($"{property} = {Source.Literal(text)},");
        }
    }
}
