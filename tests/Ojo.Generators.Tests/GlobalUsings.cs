extern alias generators;

// Where a whole solution is loaded at once, the alias is lost and the first line looks needless.
#pragma warning disable IDE0005
global using generators::Ojo.Generators;
#pragma warning restore IDE0005
global using Microsoft.CodeAnalysis;
global using Microsoft.CodeAnalysis.CSharp;
// An editor's workspace has a project too.
global using Project = Ojo.Generators.Tests.Driving.Project;
