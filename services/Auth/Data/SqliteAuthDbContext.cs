using Microsoft.EntityFrameworkCore;

namespace Auth.Data;

/// <summary>The context with the migrations for SQLite.</summary>
public sealed class SqliteAuthDbContext(DbContextOptions<SqliteAuthDbContext> options) : AuthDbContext(options);
