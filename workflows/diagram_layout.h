#pragma once

#include <string>
#include <utility>
#include <vector>

#include "workflows/definition.h"

namespace lintel {

/// One box of the picture: a state at its place in the grid, then on paper.
struct DiagramBox {
  int column = 0;
  int row = 0;
  double x = 0, y = 0;  ///< top left
};

/// Every way from one state to another, drawn as one arrow.
struct DiagramArrow {
  int from = 0, to = 0;             ///< places in Definition::states
  std::vector<std::string> events;  ///< each once, in order of the file
  bool backward = false;            ///< to an earlier stage, or to an earlier state of the stage
  std::vector<std::pair<double, double>>
      points;  ///< corners, from box to box; drawn at right angles
};

/// A way that `everywhere` gives to all states: said once, with one arrow into its target.
struct DiagramAnywhere {
  int to = 0;
  std::string event;
  std::string because;
  std::vector<int> from;  ///< the states that have it
  std::vector<std::pair<double, double>> points;
};

struct DiagramColumn {
  Stage stage = Stage::early_contact;
  double x = 0, width = 0;
};

/// What is drawn, before it is drawn: `boxes` stand in the order of Definition::states.
struct DiagramGraph {
  std::vector<Stage> stages;  ///< those that have a state, in order
  std::vector<DiagramBox> boxes;
  std::vector<DiagramArrow> arrows;
  std::vector<DiagramAnywhere> anywhere;
  int rows = 0;
};

/// Sizes that the words of the boxes ask for, in pixels.
struct DiagramSizes {
  double box_width = 132;
  double box_height = 44;
};

/// The picture with every place in pixels, nothing outside `width` and `height`.
///
/// No two boxes touch. An arrow's lines run across or down, and never through a box that is not
/// one of its ends; arrows to the same state join before they reach it.
struct DiagramLayout {
  DiagramGraph graph;
  DiagramSizes sizes;
  std::vector<DiagramColumn> columns;
  double width = 0, height = 0;
  double foot = 0;  ///< where the words under the columns begin
};

/// States by stage and the arrows between them; rows are not given yet.
DiagramGraph graph_of(const Definition& definition);
/// Gives every box its row: crossings, bends and long ways are few. Deterministic.
void place_rows(DiagramGraph& graph);
/// Gives every box and arrow its pixels.
DiagramLayout route(DiagramGraph graph, const DiagramSizes& sizes);

/// The three in turn.
DiagramLayout lay_out(const Definition& definition, const DiagramSizes& sizes);

}  // namespace lintel
