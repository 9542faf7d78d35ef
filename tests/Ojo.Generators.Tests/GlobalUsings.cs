extern alias generators;

global using Microsoft.CodeAnalysis;
global using Microsoft.CodeAnalysis.CSharp;
global using generators::Ojo.Generators;
