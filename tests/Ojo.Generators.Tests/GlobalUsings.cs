extern alias generators;
global using generators::Ojo.Generators;
global using Microsoft.CodeAnalysis;
global using Microsoft.CodeAnalysis.CSharp;
