using System.Globalization;
using System.Text;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Export.Documents;
using Nvr.Storage.Disk;

namespace Nvr.Export.Writing;

/// <summary>The folder of one export. What its methods wrote is durable when they return; failures are <see cref="NvrException"/>.</summary>
internal sealed class ExportFolder : IDocumentFolder
{
    /// <summary>Empty lines behind the marker's sentence: on a stick that has become full, they are the room for a last manifest.</summary>
    private const int ReserveBytes = 512 * 1024;

    private static readonly byte[] Begun = Encoding.UTF8.GetBytes(
        "This export is not finished. If no recorder is writing to this USB key any longer, it was interrupted: only the files that manifest.json lists are whole.\r\n");

    private ExportFolder(string path) => Path = path;

    public string Path { get; }

    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Makes a folder that was not there, already marked as unfinished.</summary>
    public static ExportFolder Create(string directory, UtcTime time)
    {
        ExportFolder folder = Begin(directory, time);
        byte[] marker = new byte[Begun.Length + ReserveBytes];
        Array.Fill(marker, (byte)'\n');
        Begun.CopyTo(marker, 0);
        folder.Write(ExportNames.Marker, marker);
        return folder;
    }

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Replaces or makes a small file, at once or not at all.</summary>
    public void Write(string name, byte[] content) => Guard(() =>
    {
        string unfinished = PathOf(name + SealedMovie.UnfinishedSuffix);
        try
        {
            using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0))
            {
                file.Write(content);
                Durable.SyncAll(file.SafeFileHandle, unfinished);
            }
            File.Move(unfinished, PathOf(name), overwrite: true);
            Durable.SyncDirectory(Path);
        }
        catch (Exception failure) when (TargetFailure.Is(failure))
        {
            // What was begun of it would take the room of what is more important now.
            Durable.Unlink(unfinished);
            throw;
        }
    });

    /// <summary>Gives up the marker's empty lines; its sentence stays.</summary>
    public void ReleaseReserve() => Guard(() =>
    {
        using FileStream marker = new(PathOf(ExportNames.Marker), FileMode.Open, FileAccess.Write);
        marker.SetLength(Begun.Length);
    });

    public void Rename(string from, string to) => Guard(() =>
    {
        File.Move(PathOf(from), PathOf(to));
        Durable.SyncDirectory(Path);
    });

    public void Delete(string name) => Guard(() =>
    {
        Durable.Unlink(PathOf(name));
        Durable.SyncDirectory(Path);
    });

    private static ExportFolder Begin(string directory, UtcTime time)
    {
        try
        {
            return new ExportFolder(FindName(directory, FileNames.Folder(time)));
        }
        catch (Exception failure) when (TargetFailure.Is(failure))
        {
            throw TargetFailure.AtBegin(failure);
        }
    }

    private static string FindName(string directory, string name)
    {
        string path = System.IO.Path.Combine(directory, name);
        for (int i = 2; System.IO.Path.Exists(path); i++)
        {
            path = System.IO.Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"{name}-{i}"));
        }
        if (!Directory.Exists(directory))
        {
            throw new DirectoryNotFoundException(directory);
        }
        Durable.CreateDirectory(path);
        return path;
    }

    private static void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (Exception failure) when (TargetFailure.Is(failure))
        {
            throw TargetFailure.Of(failure);
        }
    }
}
