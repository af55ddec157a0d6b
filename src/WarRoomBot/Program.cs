using WarRoomBot.Host.Cli;

return await CommandLine.RunAsync(args);
