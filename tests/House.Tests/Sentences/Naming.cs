using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace House.Tests.Sentences;

/// <summary>
/// What stands behind a name that is filled into a text: the value of a local, a constant or a property, what a method returns, what callers hand over as a parameter. By names alone, without types: what has a common name
/// and no type before it is not looked for.
/// </summary>
internal sealed class Naming(Sources sources)
{
    public IEnumerable<ExpressionSyntax> Behind(ExpressionSyntax expression) => expression switch
    {
        InvocationExpressionSyntax { Expression: SimpleNameSyntax method } => InOwnType(expression, method.Identifier.ValueText),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax method } => OfMember(method),
        SimpleNameSyntax name => OfName(name),
        MemberAccessExpressionSyntax member => OfMember(member),
        ConditionalAccessExpressionSyntax { WhenNotNull: MemberBindingExpressionSyntax member } => OfOnlyMember(member.Name.Identifier.ValueText),
        _ => [],
    };

    private IEnumerable<ExpressionSyntax> OfName(SimpleNameSyntax use)
    {
        string name = use.Identifier.ValueText;
        MemberDeclarationSyntax? member = use.FirstAncestorOrSelf<MemberDeclarationSyntax>(m => m is BaseMethodDeclarationSyntax or PropertyDeclarationSyntax);
        if (member is not null)
        {
            ExpressionSyntax[] local =
            [
                .. member.DescendantNodes().OfType<VariableDeclaratorSyntax>().Where(v => v.Identifier.ValueText == name && v.Initializer is not null).Select(v => v.Initializer!.Value),
                .. member.DescendantNodes().OfType<AssignmentExpressionSyntax>().Where(a => a.Left is IdentifierNameSyntax left && left.Identifier.ValueText == name).Select(a => a.Right),
                .. member.DescendantNodes().OfType<AssignmentExpressionSyntax>().SelectMany(a => Taken(a, name)),
            ];
            if (local.Length > 0)
            {
                return local;
            }
        }
        if (member is MethodDeclarationSyntax method && method.ParameterList.Parameters.IndexOf(p => p.Identifier.ValueText == name) is >= 0 and int at)
        {
            return HandedTo(method, name, at);
        }
        return TypeOf(use)?.ParameterList?.Parameters.IndexOf(p => p.Identifier.ValueText == name) is >= 0 and int place ? Made(TypeOf(use)!, name, place) : InOwnType(use, name);
    }

    /// <summary>What a tuple, the arms of a switch that are tuples, or a method of the same type that returns one, put into one of several locals.</summary>
    private IEnumerable<ExpressionSyntax> Taken(AssignmentExpressionSyntax assignment, string name)
    {
        int at = assignment.Left is TupleExpressionSyntax into
            ? into.Arguments.IndexOf(a => a.Expression is DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax local } && local.Identifier.ValueText == name)
            : -1;
        SyntaxNode[] from = at >= 0 && assignment.Right is InvocationExpressionSyntax { Expression: SimpleNameSyntax method }
            ? [.. sources.Members[method.Identifier.ValueText].Where(m => TypeOf(m)?.Identifier.ValueText == TypeOf(assignment)?.Identifier.ValueText)]
            : [assignment.Right];
        return at < 0 ? [] : from.SelectMany(f => f.DescendantNodesAndSelf()).OfType<TupleExpressionSyntax>().Where(t => t.Arguments.Count > at).Select(t => t.Arguments[at].Expression);
    }

    /// <summary>What whoever makes one of that type hands over to its primary constructor.</summary>
    private IEnumerable<ExpressionSyntax> Made(TypeDeclarationSyntax type, string parameter, int at) =>
        sources.Creations[type.Identifier.ValueText].Select(c => c.Arguments.FirstOrDefault(a => a.NameColon?.Name.Identifier.ValueText == parameter) ?? c.Arguments.ElementAtOrDefault(at))
            .Where(a => a is not null).Select(a => a!.Expression);

    /// <summary>What the method's own type hands over, and whoever calls it with the type before it.</summary>
    private IEnumerable<ExpressionSyntax> HandedTo(MethodDeclarationSyntax method, string parameter, int at)
    {
        string type = TypeOf(method)!.Identifier.ValueText;
        return sources.Calls[method.Identifier.ValueText]
            .Where(c => c.Expression is SimpleNameSyntax ? TypeOf(c)?.Identifier.ValueText == type : c.Expression is MemberAccessExpressionSyntax { Expression: SimpleNameSyntax of } && of.Identifier.ValueText == type)
            .Select(c => c.ArgumentList.Arguments.FirstOrDefault(a => a.NameColon?.Name.Identifier.ValueText == parameter) ?? c.ArgumentList.Arguments.ElementAtOrDefault(at))
            .Where(a => a is not null)
            .Select(a => a!.Expression);
    }

    private IEnumerable<ExpressionSyntax> OfMember(MemberAccessExpressionSyntax access)
    {
        string name = access.Name.Identifier.ValueText;
        return access.Expression is SimpleNameSyntax type && sources.Types.Contains(type.Identifier.ValueText) ? sources.Types[type.Identifier.ValueText].SelectMany(t => InType(t, name))
            : OfOnlyMember(name);
    }

    /// <summary>Without a type before it, a name is known only where one type alone has it.</summary>
    private IEnumerable<ExpressionSyntax> OfOnlyMember(string name)
    {
        MemberDeclarationSyntax[] all = [.. sources.Members[name]];
        return all.Length == 1 ? [.. ValuesOf(all[0], name), .. sources.Assigned[name]] : [];
    }

    private IEnumerable<ExpressionSyntax> InOwnType(SyntaxNode use, string name) =>
        TypeOf(use) is { } type ? sources.Types[type.Identifier.ValueText].SelectMany(t => InType(t, name)) : [];

    private static IEnumerable<ExpressionSyntax> InType(TypeDeclarationSyntax type, string name) =>
        [.. type.Members.SelectMany(m => ValuesOf(m, name)), .. type.DescendantNodes().OfType<AssignmentExpressionSyntax>().Where(a => Sources.NameOf(a.Left) == name).Select(a => a.Right)];

    private static IEnumerable<ExpressionSyntax> ValuesOf(MemberDeclarationSyntax member, string name) => member switch
    {
        MethodDeclarationSyntax method when method.Identifier.ValueText == name && IsText(method.ReturnType) => Returned(method.ExpressionBody, method.Body),
        PropertyDeclarationSyntax property when property.Identifier.ValueText == name && IsText(property.Type) =>
        [
            .. property.Initializer is { } first ? [first.Value] : Array.Empty<ExpressionSyntax>(), .. Returned(property.ExpressionBody, null),
            .. property.AccessorList?.Accessors.SelectMany(a => Returned(a.ExpressionBody, a.Body)) ?? [],
        ],
        FieldDeclarationSyntax field when IsText(field.Declaration.Type) => field.Declaration.Variables.Where(v => v.Identifier.ValueText == name && v.Initializer is not null).Select(v => v.Initializer!.Value),
        _ => [],
    };

    private static IEnumerable<ExpressionSyntax> Returned(ArrowExpressionClauseSyntax? arrow, BlockSyntax? body) =>
    [
        .. arrow is null ? Array.Empty<ExpressionSyntax>() : [arrow.Expression],
        .. body?.DescendantNodes().OfType<ReturnStatementSyntax>().Where(r => r.Expression is not null).Select(r => r.Expression!) ?? [],
    ];

    private static bool IsText(TypeSyntax type) => type.ToString() is "string" or "string?";

    private static TypeDeclarationSyntax? TypeOf(SyntaxNode node) => node.FirstAncestorOrSelf<TypeDeclarationSyntax>();
}
