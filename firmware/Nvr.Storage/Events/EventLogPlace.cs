namespace Nvr.Storage.Events;

/// <summary>A line in a volume's event log: the file's number, and the offset of the line in bytes.</summary>
internal readonly record struct EventLogPlace(long File, long Offset);
