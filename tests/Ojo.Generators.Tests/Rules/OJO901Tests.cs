using System.Buffers.Binary;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Ojo.Generators.Tests.Rules;

public sealed class OJO901Tests() : ProjectRuleTest("OJO901", DiagnosticSeverity.Error)
{
    [Theory]
    [InlineData(0, 2, "0.2")]
    [InlineData(1, 1, "1.1")]
    public Task A_runtime_of_another_version_is_flagged(ushort major, ushort minor, string name) => Expect(
        Project.WithEvents(Yaml).Source(Methods) with { Runtime = RuntimeOf(major, minor, 0) },
        $"The generator of Ojo 0.1 needs Ojo.Runtime 0.1, and this project references {name}; let it reference one version of the package Ojo.Runtime");

    [Fact]
    public Task A_missing_runtime_is_flagged_and_nothing_else_is_said() => Expect(
        Project.WithEvents(Yaml) with { Runtime = null },
        "The generator of Ojo 0.1 needs Ojo.Runtime 0.1, and this project references none; let it reference one version of the package Ojo.Runtime");

    [Fact]
    public Task Another_third_number_is_right() => Expect(Project.WithEvents(Yaml).Source(Methods) with { Runtime = RuntimeOf(0, 1, 7) });

    [Fact]
    public Task A_project_that_declares_nothing_needs_no_runtime() => Expect(Project.With("public class C;") with { Runtime = null });

    /// <summary>The runtime with another version in its manifest.</summary>
    private static PortableExecutableReference RuntimeOf(ushort major, ushort minor, ushort build)
    {
        byte[] image = File.ReadAllBytes(typeof(Tracer).Assembly.Location);
        using var reader = new PEReader([.. image]);
        // A row of the table Assembly begins with the algorithm of its hash, and then its version (ECMA-335, II.22.2).
        int version = reader.PEHeaders.MetadataStartOffset + reader.GetMetadataReader().GetTableMetadataOffset(TableIndex.Assembly) + 4;
        BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(version), major);
        BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(version + 2), minor);
        BinaryPrimitives.WriteUInt16LittleEndian(image.AsSpan(version + 4), build);
        return MetadataReference.CreateFromImage(image);
    }
}
