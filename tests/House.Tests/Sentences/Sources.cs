using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace House.Tests.Sentences;

/// <summary>The C# sources of the product as trees, with their types and members by name. Read once; nothing is compiled.</summary>
internal sealed class Sources
{
    private Sources(IReadOnlyList<(string Path, CompilationUnitSyntax Root)> files)
    {
        Files = files;
        TypeDeclarationSyntax[] types = [.. files.SelectMany(f => f.Root.DescendantNodes().OfType<TypeDeclarationSyntax>())];
        Types = types.ToLookup(t => t.Identifier.ValueText);
        Members = types.SelectMany(t => t.Members).SelectMany(m => NamesOf(m).Select(n => (Name: n, Member: m))).ToLookup(p => p.Name, p => p.Member);
        Calls = files.SelectMany(f => f.Root.DescendantNodes().OfType<InvocationExpressionSyntax>()).ToLookup(c => NameOf(c.Expression));
        Creations = files.SelectMany(f => f.Root.DescendantNodes().OfType<ObjectCreationExpressionSyntax>()).Where(c => c.ArgumentList is not null).ToLookup(c => c.Type.ToString(), c => c.ArgumentList!);
        Assigned = files.SelectMany(f => f.Root.DescendantNodes().OfType<AssignmentExpressionSyntax>()).ToLookup(a => NameOf(a.Left), a => a.Right);
    }

    public static Sources OfProduct { get; } = Read();

    public IReadOnlyList<(string Path, CompilationUnitSyntax Root)> Files { get; }

    /// <summary>All parts of the types of that name.</summary>
    public ILookup<string, TypeDeclarationSyntax> Types { get; }

    public ILookup<string, MemberDeclarationSyntax> Members { get; }

    public ILookup<string, InvocationExpressionSyntax> Calls { get; }

    /// <summary>What is handed over where one of a type is made.</summary>
    public ILookup<string, ArgumentListSyntax> Creations { get; }

    /// <summary>What is assigned to something of that name, in object initialisers as well.</summary>
    public ILookup<string, ExpressionSyntax> Assigned { get; }

    public static string NameOf(ExpressionSyntax expression) => expression switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        ConditionalAccessExpressionSyntax conditional => NameOf(conditional.WhenNotNull),
        InvocationExpressionSyntax call => NameOf(call.Expression),
        _ => "",
    };

    public static IEnumerable<string> NamesOf(MemberDeclarationSyntax member) => member switch
    {
        MethodDeclarationSyntax method => [method.Identifier.ValueText],
        PropertyDeclarationSyntax property => [property.Identifier.ValueText],
        FieldDeclarationSyntax field => field.Declaration.Variables.Select(v => v.Identifier.ValueText),
        _ => [],
    };

    private static Sources Read()
    {
        var options = new CSharpParseOptions(LanguageVersion.Preview, Microsoft.CodeAnalysis.DocumentationMode.None);
        return new Sources(
        [
            .. new[] { "firmware", "board" }
                .SelectMany(f => Directory.EnumerateFiles(Path.Combine(Repository.Root, f), "*.cs", SearchOption.AllDirectories))
                .Select(f => Path.GetRelativePath(Repository.Root, f))
                .Where(f => !f.EndsWith(".g.cs", StringComparison.Ordinal) && !f.Contains("/node_modules/", StringComparison.Ordinal) && !f.Contains("/obj/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(f => (f, (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(File.ReadAllText(Path.Combine(Repository.Root, f)), options, Path.Combine(Repository.Root, f)).GetRoot())),
        ]);
    }
}
