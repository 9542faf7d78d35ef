using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using Ojo.Generators.CodeFixes.Applying;

namespace Ojo.Generators.Tests.Driving;

/// <summary>A project as an editor has it: in a workspace, where code fixes are offered and applied.</summary>
internal sealed class EditedProject : IDisposable
{
    private readonly AdhocWorkspace _workspace = new();
    private readonly Project _project;
    private readonly ProjectId _id = ProjectId.CreateNewId();

    public EditedProject(Project project)
    {
        _project = project;
        CSharpCompilation compilation = project.Compile();
        _workspace.AddProject(ProjectInfo.Create(
            _id,
            VersionStamp.Default,
            project.AssemblyName,
            project.AssemblyName,
            LanguageNames.CSharp,
            compilationOptions: compilation.Options,
            parseOptions: project.ParseOptions,
            metadataReferences: compilation.References,
            documents: project.Sources.Select(file => Document(file.Key, file.Value)),
            additionalDocuments: project.EventFiles.Concat(project.Locks).Select(file => Document(file.Key, file.Value))));
    }

    private Microsoft.CodeAnalysis.Project Current => _workspace.CurrentSolution.GetProject(_id)!;

    /// <summary>What <paramref name="fix"/> offers for <paramref name="diagnostic"/>, if an editor would ask it at all.</summary>
    public async Task<IReadOnlyList<CodeAction>> Offers(EventCodeFix fix, Diagnostic diagnostic)
    {
        ExportCodeFixProviderAttribute export = fix.GetType().GetCustomAttribute<ExportCodeFixProviderAttribute>()!;
        TextDocument file = FileOf(diagnostic);
        if (!fix.FixableDiagnosticIds.Contains(diagnostic.Id) || !export.DocumentKinds.Contains(file is Document ? "Document" : "AdditionalDocument"))
        {
            return [];
        }

        var actions = new List<CodeAction>();
        await fix.RegisterCodeFixesAsync(new CodeFixContext(file, diagnostic, (action, _) => actions.Add(action), TestContext.Current.CancellationToken));
        return actions;
    }

    /// <summary>Puts everything right that <paramref name="action"/> is for.</summary>
    public async Task ApplyEverywhere(EventCodeFix fix, CodeAction action, string id, IReadOnlyList<Diagnostic> diagnostics)
    {
        var context = new FixAllContext(
            Current, fix, FixAllScope.Project, action.EquivalenceKey, [id], new Known(diagnostics), TestContext.Current.CancellationToken);
        await Apply((await fix.GetFixAllProvider().GetFixAsync(context))!);
    }

    public async Task Apply(CodeAction action)
    {
        foreach (CodeActionOperation operation in await action.GetOperationsAsync(TestContext.Current.CancellationToken))
        {
            operation.Apply(_workspace, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The project as it is now.</summary>
    public async Task<Project> Read()
    {
        Project read = _project;
        foreach (TextDocument file in Current.Documents.Concat(Current.AdditionalDocuments))
        {
            string text = (await file.GetTextAsync(TestContext.Current.CancellationToken)).ToString();
            read = file is Document ? read.Source(text, file.FilePath!)
                : read.Locks.ContainsKey(file.FilePath!) ? read.Lock(text, file.FilePath!)
                : read.Events(text, file.FilePath!);
        }

        return read;
    }

    public void Dispose() => _workspace.Dispose();

    private TextDocument FileOf(Diagnostic diagnostic)
    {
        string path = diagnostic.Location.GetLineSpan().Path;
        return Current.Documents.Concat(Current.AdditionalDocuments).Single(file => file.FilePath == path);
    }

    private DocumentInfo Document(string path, string text) => DocumentInfo.Create(
        DocumentId.CreateNewId(_id), path, loader: TextLoader.From(TextAndVersion.Create(SourceText.From(text), VersionStamp.Default)), filePath: path);

    private sealed class Known(IReadOnlyList<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Microsoft.CodeAnalysis.Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult(diagnostics.Where(one => one.Location.GetLineSpan().Path == document.FilePath));

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Microsoft.CodeAnalysis.Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);
    }
}
