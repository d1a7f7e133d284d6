using System.Text;
using Nvr.Storage.Disk;

namespace Nvr.Storage.Models;

/// <summary>
/// What an owner decided about which model is used, in the file <c>use</c> beside the models: a model's id, or <c>none</c>. Without the file, or with one that names no model, nothing was decided. Calls block on the
/// disk; the caller lets one change at a time.
/// </summary>
internal sealed class ModelChoice(string folder)
{
    private const string FileName = "use";
    private const string NoModel = "none";

    private string Path => System.IO.Path.Combine(folder, FileName);

    /// <summary>The model to use of those that are there: the chosen one, else the one that was added last; null for none.</summary>
    public DetectionModel? Of(IReadOnlyList<DetectionModel> models)
    {
        string? chosen = Read();
        return chosen == NoModel ? null : models.FirstOrDefault(m => m.Id == chosen) ?? models.MaxBy(m => m.Turn);
    }

    /// <param name="id">Null for no model.</param>
    public void Write(string? id)
    {
        Durable.CreateDirectory(folder);
        Durable.WriteFile(Path, Encoding.ASCII.GetBytes(id ?? NoModel));
    }

    /// <summary>The model is gone; a decision for it with it. The caller makes that durable.</summary>
    public void Forget(string id)
    {
        if (Read() == id)
        {
            Durable.Unlink(Path);
        }
    }

    private string? Read()
    {
        try
        {
            return File.ReadAllText(Path).Trim();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
