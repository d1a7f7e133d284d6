using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace House.Tests.Sentences;

/// <summary>Everything that the sources say to whoever reads the page: the sentences that stand in them, and the words that are filled into these.</summary>
internal sealed class Sayings
{
    private readonly List<Saying> needed = [];
    private readonly HashSet<string> written = new(StringComparer.Ordinal);
    private readonly HashSet<SyntaxNode> seen = [];
    private readonly Naming naming;

    private Sayings(Sources sources)
    {
        naming = new Naming(sources);
        foreach ((string path, CompilationUnitSyntax root) in sources.Files)
        {
            foreach (ExpressionSyntax text in TextsIn(root))
            {
                Read(path, text);
            }
        }
    }

    public static Sayings OfProduct { get; } = new(Sources.OfProduct);

    /// <summary>What has to be translated, each once.</summary>
    public IEnumerable<Saying> Needed => needed.DistinctBy(s => s.Template);

    /// <summary>Every text of the sources, whatever it is for.</summary>
    public IReadOnlySet<string> Written => written;

    /// <summary>Texts that are no part of another one.</summary>
    private static IEnumerable<ExpressionSyntax> TextsIn(SyntaxNode node) =>
        node is ExpressionSyntax text && Unfolding.IsText(text) ? [text, .. text.DescendantNodes().OfType<InterpolationSyntax>().SelectMany(i => TextsIn(i.Expression))] : node.ChildNodes().SelectMany(TextsIn);

    private void Read(string path, ExpressionSyntax text)
    {
        List<ExpressionSyntax> gaps = [];
        Saying[] all = [.. new Unfolding(gaps).Of(text).Select(t => At(path, text, t))];
        written.UnionWith(all.Select(s => s.Template));
        bool isMessage = Shown.AsMessage(text);
        bool isShown = isMessage || Shown.AsWords(path, text);
        Saying[] said = [.. all.Where(s => s.IsSentence || isShown && s.HasBlank || isMessage && s.IsFrame)];
        if (said.Length > 0 && !Unsaid.Holds(path, text))
        {
            needed.AddRange(said);
            Fill(gaps);
        }
    }

    /// <summary>What may be filled into a sentence, wherever it is written.</summary>
    private void Fill(IEnumerable<ExpressionSyntax> gaps)
    {
        foreach (ExpressionSyntax value in gaps.SelectMany(naming.Behind).ToArray())
        {
            if (seen.Add(value))
            {
                List<ExpressionSyntax> inner = [];
                string path = Path.GetRelativePath(Repository.Root, value.SyntaxTree.FilePath);
                Saying[] all = [.. new Unfolding(inner).Of(value).Select(t => At(path, value, t)).Where(s => s.HasWords)];
                written.UnionWith(all.Select(s => s.Template));
                if (!Unsaid.Holds(path, value))
                {
                    needed.AddRange(all);
                    Fill(inner);
                }
            }
        }
    }

    private static Saying At(string path, SyntaxNode node, string text)
    {
        var whole = new Saying(Saying.Numbered(text), path, node.GetLocation().GetLineSpan().StartLinePosition.Line + 1);
        Saying trimmed = whole with { Template = whole.Template.Trim() };
        // A sentence that follows another one is put together with the blank between them; what else begins with a blank goes on a sentence.
        return trimmed.IsSentence && trimmed.Template[0] != '(' ? trimmed : whole;
    }
}
