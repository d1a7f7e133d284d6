using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace House.Tests.Sentences;

/// <summary>
/// All texts that an expression can make, with a gap (<see cref="Saying.Gap"/>) where something unknown is filled in. Alternatives that are written out in the expression (a conditional, the arms of a switch) are texts of their
/// own; what is named elsewhere is a gap, and noted down in <paramref name="gaps"/>.
/// </summary>
internal sealed class Unfolding(ICollection<ExpressionSyntax> gaps)
{
    /// <summary>Calls that hand on a text as it is, apart from its edges.</summary>
    private static readonly string[] s_edges = ["Trim", "TrimEnd", "TrimStart"];

    /// <summary>Calls that make a text of their last argument.</summary>
    private static readonly string[] s_makers = ["Create", "Text", "Invariant"];

    public static bool IsText(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax literal => literal.IsKind(SyntaxKind.StringLiteralExpression),
        InterpolatedStringExpressionSyntax => true,
        BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression) => IsText(Inner(sum.Left)) || IsText(Inner(sum.Right)),
        _ => false,
    };

    public IReadOnlyList<string> Of(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) => [literal.Token.ValueText],
        LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.NullLiteralExpression) => [],
        InterpolatedStringExpressionSyntax text => [.. text.Contents.Select((part, at) => OfPart(part, at > 0 && IsQuote(text.Contents[at - 1]))).Aggregate<IReadOnlyList<string>, IEnumerable<string>>([""], Joined)],
        BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression) => [.. Joined(Of(sum.Left), Of(sum.Right))],
        BinaryExpressionSyntax either when either.IsKind(SyntaxKind.CoalesceExpression) => [.. Of(either.Left), .. Of(either.Right)],
        ParenthesizedExpressionSyntax inner => Of(inner.Expression),
        PostfixUnaryExpressionSyntax sure => Of(sure.Operand),
        ConditionalExpressionSyntax choice => [.. Of(choice.WhenTrue), .. Of(choice.WhenFalse)],
        SwitchExpressionSyntax choice => [.. choice.Arms.SelectMany(a => Of(a.Expression))],
        ThrowExpressionSyntax => [],
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax on } when s_edges.Contains(on.Name.Identifier.ValueText) => Of(on.Expression),
        InvocationExpressionSyntax call when s_makers.Contains(Sources.NameOf(call.Expression)) && call.ArgumentList.Arguments is [.., { Expression: InterpolatedStringExpressionSyntax text }] => Of(text),
        _ => Unknown(expression),
    };

    /// <summary>What stands in quotation marks is a name, and nothing to translate.</summary>
    private IReadOnlyList<string> OfPart(InterpolatedStringContentSyntax part, bool isQuoted) => part switch
    {
        InterpolatedStringTextSyntax text => [text.TextToken.ValueText],
        InterpolationSyntax when isQuoted => [Saying.Gap.ToString()],
        InterpolationSyntax hole => Of(hole.Expression),
        _ => [""],
    };

    private static bool IsQuote(InterpolatedStringContentSyntax part) => part is InterpolatedStringTextSyntax { TextToken.ValueText: [.., '\'' or '"'] };

    private string[] Unknown(ExpressionSyntax expression)
    {
        gaps.Add(expression);
        return [Saying.Gap.ToString()];
    }

    private static IEnumerable<string> Joined(IEnumerable<string> first, IReadOnlyList<string> second) => first.SelectMany(_ => second, (a, b) => a + b);

    private static ExpressionSyntax Inner(ExpressionSyntax expression) => expression is ParenthesizedExpressionSyntax { Expression: var inner } ? Inner(inner) : expression;
}
