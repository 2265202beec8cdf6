// A layer with no source of its own yet compiles this.
