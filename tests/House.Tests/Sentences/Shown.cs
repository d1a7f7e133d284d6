using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace House.Tests.Sentences;

/// <summary>What is shown although it does not look like a sentence: by the place that it is handed over at (the message of an exception for users, an entry of the health, a next step), or by the member that makes words for a list.</summary>
internal static class Shown
{
    /// <summary>Members that make words which are shown by themselves, each with where.</summary>
    private static readonly Dictionary<string, string> s_words = new()
    {
        ["firmware/Nvr.Appliance/Cargo/BackupErrand.cs/Also"] = "what a backup holds",
        ["firmware/Nvr.Onvif/Media/EncoderPlan.cs/Compare"] = "what the recorder changed on a camera",
        ["firmware/Nvr.Adoption/Timekeeping/ClockSource.cs/Words"] = "what the recorder changed on a camera",
        ["firmware/Nvr.Web/Api/Models/DeviceModels.cs/Of"] = "what the recorder changed on a camera",
        ["firmware/Nvr.Web/Api/Models/DeviceModels.cs/InWords"] = "what the recorder changed on a camera",
        ["firmware/Nvr.Adoption/Makers/AxisSettings.cs/ReadAsync"] = "what the recorder changed on a camera",
        ["firmware/Nvr.Adoption/Makers/HikvisionSettings.cs/ReadAsync"] = "what the recorder changed on a camera",
        ["firmware/Nvr.Adoption/Makers/MakerTable.cs/"] = "what is to be switched off on a camera",
        ["firmware/Nvr.Sandbox/Confinement/LateWalls.cs/FindLeak"] = "what the capture process could still do",
    };

    private static readonly string[] s_kinds = ["ErrorKind", "HealthLevel"];

    /// <summary>The part that an entry is about, its level, its sentence and its next step; what follows is a technical cause.</summary>
    private const int ShownArguments = 4;

    public static IEnumerable<string> Words => s_words.Keys;

    public static bool AsWords(string path, SyntaxNode text) => s_words.Keys.Any(k => $"{path}/{Unsaid.MemberOf(text)}".StartsWith(k, StringComparison.Ordinal));

    public static bool AsMessage(SyntaxNode text) => text.FirstAncestorOrSelf<SyntaxNode>(a => a is InterpolationSyntax or ArgumentSyntax or AssignmentExpressionSyntax or LambdaExpressionSyntax or StatementSyntax) switch
    {
        ArgumentSyntax { NameColon: null, Parent: ArgumentListSyntax list } argument => (list.Arguments.Any(a => IsKind(a.Expression)) || IsShown(list.Parent)) && list.Arguments.IndexOf(argument) < ShownArguments,
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "NextStep" } } => true,
        _ => false,
    };

    private static bool IsShown(SyntaxNode? made) => made is ObjectCreationExpressionSyntax { Type: SimpleNameSyntax { Identifier.ValueText: "HealthItem" or "NvrException" } };

    private static bool IsKind(ExpressionSyntax value) => value is MemberAccessExpressionSyntax { Expression: SimpleNameSyntax type } && s_kinds.Contains(type.Identifier.ValueText);
}
