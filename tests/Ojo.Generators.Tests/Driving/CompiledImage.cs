using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;

namespace Ojo.Generators.Tests.Driving;

/// <summary>A compiled project: what stands in its assembly.</summary>
internal sealed class CompiledImage : IDisposable
{
    private readonly byte[] _bytes;
    private readonly PEReader _reader;
    private readonly MetadataReader _metadata;

    private CompiledImage(byte[] bytes)
    {
        _bytes = bytes;
        _reader = new PEReader([.. bytes]);
        _metadata = _reader.GetMetadataReader();
    }

    public static CompiledImage Of(Project project)
    {
        using var image = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = GeneratorRun.Of(project with { Optimize = true }).Output
            .Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
        return new CompiledImage(image.ToArray());
    }

    /// <summary>Whether a text stands anywhere in the image, as a string of C# or in the metadata.</summary>
    public bool Mentions(string text) => Contains(Encoding.UTF8.GetBytes(text)) || Contains(Encoding.Unicode.GetBytes(text));

    /// <summary>Whether a number stands anywhere in the image.</summary>
    public bool Mentions(uint number) => Contains(BitConverter.GetBytes(number));

    /// <summary>The members of other assemblies that the image names, as <c>Type.Member</c>.</summary>
    public IReadOnlyList<string> References() =>
    [
        .. _metadata.MemberReferences
            .Select(_metadata.GetMemberReference)
            .Where(static member => member.Parent.Kind == HandleKind.TypeReference)
            .Select(member => $"{_metadata.GetString(_metadata.GetTypeReference((TypeReferenceHandle)member.Parent).Name)}.{_metadata.GetString(member.Name)}"),
    ];

    /// <summary>The names of the image's types.</summary>
    public IReadOnlyList<string> Types() => [.. _metadata.TypeDefinitions.Select(handle => _metadata.GetString(_metadata.GetTypeDefinition(handle).Name))];

    /// <summary>The instructions of the one method of that name.</summary>
    public byte[] Body(string method)
    {
        MethodDefinition definition = _metadata.MethodDefinitions.Select(_metadata.GetMethodDefinition).Single(one => _metadata.GetString(one.Name) == method);
        return _reader.GetMethodBody(definition.RelativeVirtualAddress).GetILBytes()!;
    }

    public void Dispose() => _reader.Dispose();

    private bool Contains(byte[] bytes) => _bytes.AsSpan().IndexOf(bytes) >= 0;
}
